"""Office prose in three languages, put together from parts so that no two bodies are alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import NamedTuple


class Language(NamedTuple):
    """The parts of sentences; each list is separated by `|`."""

    who: str
    did: str
    what: str
    where: str
    why: str
    patterns: str
    headings: str
    openings: str
    closings: str


ENGLISH = Language(
    who="the gauging department|the laboratory|the groundwater section|the map room|the cashier|"
    "the personnel desk|the registrar|the archive|the keeper of the seal|the deputy director|"
    "the driver|the engineer of the town hall|the river authority|the night shift|the storekeeper|"
    "the millers' guild|the school on the quay|the boat crew|the drafting desk|the auditors",
    did="checked|measured|repaired|counted again|returned|asked for|put off|finished|described|"
    "photographed|compared|corrected|handed over|inspected|ordered|announced|explained|paid for|"
    "moved|labelled|called into question|copied|sent back|closed|opened",
    what="the level marks|nine flood sensors|the old sluice gate|the sample bottles|the stock list|"
    "two folding bookcases|the flow tables of last spring|the lease of the boat house|"
    "the lamp on the weir|the draft circular|the keys of room 1.07|the pump house roof|"
    "the expense sheets|the well at the mill|the map of the lower valley|the visitors' book|"
    "the training notes|the safety rails|the invoice of the founder|the reading scale|"
    "the turbidity meter|the seed fund|the data logger|the parking places|the dry seal",
    where="at the town bridge|in the cellar|on the left bank|below the second weir|at the counter|"
    "in the reading room|at the mill|near the ford|in Puerto Bruma|on the upper terrace|"
    "behind the pump house|at the reservoir|in the small meeting room|along the old canal",
    why="because the river stood {n} cm over the path|since {n} readings were missing|"
    "so that the count agrees with the register|after {n} complaints in one week|"
    "as article {n} of the rules asks|before the frost sets in|because the slip was not signed|"
    "to keep within the {n} hours that were agreed|although nobody had asked for it|"
    "while the road is closed|so that {n} households can be told in time",
    patterns="{Who} {did} {what} {where}, {why}.|{When}, {who} {did} {what} {why}.|"
    "{Who} and {who2} {did} {what}; {n} of {m} were in order.|"
    "It was noted that {who} {did} {what} {where}.|"
    "{N} days later {who} {did} {what}, {why}.|Of {m} cases, {n} were settled {where}.",
    headings="Background|What was found|Cost|Next steps|Reports|Objections|Dates|Open points|"
    "On site|Comparison|Responsibilities|Material",
    openings="Dear colleagues,|Dear Sir or Madam,|To whom it concerns,|Dear neighbours,",
    closings="We remain at your disposal.|Please reply before the end of the month.|"
    "With kind regards|This letter needs no answer.",
)
SPANISH = Language(
    who="el departamento de aforos|el laboratorio|la sección de aguas subterráneas|la cartoteca|"
    "la caja|el negociado de personal|el registro|el archivo|la custodia del sello|"
    "la dirección adjunta|el conductor|el ingeniero municipal|la comisaría de aguas|"
    "el turno de noche|la encargada del almacén|el gremio de molineros|la escuela del muelle|"
    "la tripulación de la barca|la redacción|la intervención",
    did="revisó|midió|reparó|volvió a contar|devolvió|solicitó|aplazó|terminó|describió|fotografió|"
    "comparó|corrigió|entregó|inspeccionó|encargó|anunció|explicó|pagó|trasladó|rotuló|"
    "puso en duda|copió|remitió|cerró|abrió",
    what="las marcas de nivel|nueve sensores de crecida|la vieja compuerta|los frascos de muestras|"
    "la relación de existencias|dos estanterías plegables|las tablas de caudal de la primavera|"
    "el arriendo del varadero|la farola del azud|el borrador de la circular|"
    "las llaves del despacho 1.07|el tejado de la casa de bombas|las hojas de gastos|"
    "el pozo del molino|el plano del valle bajo|el libro de visitas|los apuntes del curso|"
    "las barandillas|la factura del fundidor|la escala limnimétrica|el turbidímetro|"
    "el registrador de datos|las plazas de aparcamiento|el sello en seco",
    where="en el puente de la villa|en el sótano|en la margen izquierda|bajo el segundo azud|"
    "en ventanilla|en la sala de lectura|en el molino|junto al vado|en Puerto Bruma|"
    "en la terraza alta|tras la casa de bombas|en el embalse|en la sala pequeña|"
    "a lo largo del canal viejo",
    why="porque el río estaba {n} cm por encima del camino|ya que faltaban {n} lecturas|"
    "para que el recuento cuadre con el registro|tras {n} quejas en una semana|"
    "como pide el artículo {n} de las normas|antes de que hiele|porque el volante no iba firmado|"
    "para no pasar de las {n} horas convenidas|aunque nadie lo había pedido|"
    "mientras la carretera siga cortada|para avisar a tiempo a {n} hogares",
    patterns="{Who} {did} {what} {where}, {why}.|{When}, {who} {did} {what} {why}.|"
    "{Who} y {who2} atendieron {what}; {n} de {m} estaban en regla.|"
    "Consta que {who} {did} {what} {where}.|A los {n} días {who} {did} {what}, {why}.|"
    "De {m} casos, {n} se resolvieron {where}.",
    headings="Antecedentes|Resultado|Coste|Próximos pasos|Informes|Objeciones|Fechas|"
    "Puntos pendientes|Sobre el terreno|Comparación|Responsables|Material",
    openings="Estimados compañeros:|Muy señores míos:|A quien corresponda:|Estimados vecinos:",
    closings="Quedamos a su disposición.|Rogamos respuesta antes de fin de mes.|"
    "Reciban un cordial saludo.|Este escrito no requiere contestación.",
)
CHINESE = Language(
    who="测流科|化验室|地下水组|图件室|财务室|人事室|收发室|档案室|印章保管员|副站长|驾驶员|镇政府工程师|"
    "流域管理处|夜班人员|仓库管理员|磨坊行会|码头小学|船工组|文秘岗|审计组",
    did="检查了|测量了|修好了|重新清点了|退回了|申请了|推迟了|完成了|说明了|拍摄了|比对了|更正了|移交了|"
    "验收了|订购了|公布了|解释了|支付了|搬走了|标注了|质疑了|复印了|寄回了|关闭了|打开了",
    what="水位标志|九只洪水传感器|旧闸门|水样瓶|库存清单|两个折叠书架|去年春季流量表|船库租约|堰上路灯|"
    "通知草稿|107室钥匙|泵房屋顶|报销单|磨坊水井|下游河谷图|来访登记簿|培训讲义|安全护栏|铸造厂发票|"
    "水尺|浊度仪|数据记录仪|停车位|钢印",
    where="在镇桥边|在地下室|在左岸|在第二道堰下|在窗口|在阅览室|在磨坊|在渡口附近|在雾港|在上台地|"
    "在泵房后面|在水库|在小会议室|沿旧渠",
    why="因为河水高出路面{n}厘米|由于缺少{n}个读数|以便清点结果与登记一致|一周内有{n}起投诉之后|"
    "按制度第{n}条的要求|在霜冻之前|因为单据没有签字|以免超过约定的{n}小时|虽然没有人提出要求|"
    "在道路封闭期间|以便及时通知{n}户居民",
    patterns="{who}{where}{did}{what}，{why}。|{When}，{why}，{who}{did}{what}。|"
    "{who}和{who2}{did}{what}，{m}项中有{n}项合格。|会议注意到{who}{where}{did}{what}。|"
    "{n}天后，{who}{did}{what}，{why}。|{m}件事项中有{n}件{where}办结。",
    headings="背景|检查情况|费用|下一步工作|汇报|不同意见|时间安排|遗留问题|现场情况|对比|责任分工|物资",
    openings="各位同事：|各有关单位：|尊敬的负责同志：|各位邻居：",
    closings="特此函告。|请于月底前函复。|此致敬礼。|本函无需答复。",
)
LANGUAGES: Mapping[str, Language] = {"en": ENGLISH, "es": SPANISH, "zh": CHINESE}
SPLIT: dict[tuple[str, str], list[str]] = {
    (name, part): entries.split("|")
    for name, language in LANGUAGES.items()
    for part, entries in language._asdict().items()
}
TIMES = {
    "en": ("On the {n}th day", "In week {m}", "Towards noon", "During the {n} o'clock round"),
    "es": ("El día {n}", "En la semana {m}", "Hacia el mediodía", "En la ronda de las {n}"),
    "zh": ("第{n}天", "第{m}周", "中午前后", "在{n}点巡查时"),
}


class Prose:
    """Sentences, titles and bodies in one language."""

    def __init__(self, rng: Random, name: str) -> None:
        self.rng = rng
        self.name = name

    def one(self, part: str) -> str:
        """An entry of a list of the language."""
        return _one(self.rng, SPLIT[self.name, part])

    def sentence(self) -> str:
        """A whole sentence."""
        random = self.rng.random
        n = 2 + int(random() * 30)
        who, who2 = self.rng.sample(SPLIT[self.name, "who"], 2)
        text = self.one("patterns").format(
            Who=who[0].upper() + who[1:],
            who=who,
            who2=who2,
            did=self.one("did"),
            what=self.one("what"),
            where=self.one("where"),
            why=self.one("why"),
            When=_one(self.rng, TIMES[self.name]),
            n="{n}",
            N="{n}",
            m="{m}",
        )
        return text.replace("{n}", str(n)).replace("{m}", str(n + int(random() * 40)))

    def title(self) -> str:
        """A short heading: what and where."""
        space = "" if self.name == "zh" else " "
        text = f"{self.one('what')}{space}{self.one('where')}"
        return text[0].upper() + text[1:]

    def paragraph(self, sentences: int) -> str:
        """Sentences on one line."""
        return ("" if self.name == "zh" else " ").join(self.sentence() for _ in range(sentences))

    def body(self, kind: str, decisions: Sequence[str] = ()) -> str:
        """A body of some forty lines: minutes, a letter or the text of a regulation."""
        return "\n".join(self._lines(kind, decisions)) + "\n"

    def _lines(self, kind: str, decisions: Sequence[str]) -> Iterator[str]:
        rng = self.rng
        if kind == "outgoing":
            yield from (self.one("openings"), "", self.paragraph(2), "")
        for number in range(1, 4 if kind == "outgoing" else 5):
            mark = f"{number}. " if kind == "meeting" else ""
            yield from (f"## {mark}{self.one('headings')}", "", self.sentence(), "")
            form = rng.random()
            if form < 0.45:
                yield from (f"- {self.title()}" for _ in range(4))
            elif form < 0.6:
                box = [rng.random() < 0.5 for _ in range(4)]
                yield from (f"- [{'x' if done else ' '}] {self.title()}" for done in box)
            elif form < 0.75:
                yield from ("| | n | m |", "|---|---:|---:|")
                for _ in range(2):
                    yield f"| {self.one('what')} | {rng.randrange(90)} | {rng.randrange(900)} |"
            else:
                yield from (self.sentence(), "", self.sentence(), self.sentence())
            yield ""
            if number <= len(decisions):
                yield from (f"**D{number}**: {decisions[number - 1]}", "")
        if kind == "outgoing":
            yield from (self.one("closings"), "")
        yield self.sentence()


def _one(rng: Random, entries: Sequence[str]) -> str:
    return entries[int(rng.random() * len(entries))]
