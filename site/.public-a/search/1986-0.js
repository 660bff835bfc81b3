officerepoRows([["UNIT-JSY","江河水文研究所","unit","","1986-10-01","units/UNIT-JSY.html","unit-jsy 江河水文研究所 external zh 1986-10-01 peer 河流水文观测与仪器校核的研究单位,与我站交换洪水传感器校核经验"]]);
