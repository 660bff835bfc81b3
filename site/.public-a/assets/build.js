window.officerepoBuild = {
 "built": "2026-11-23T10:38",
 "builtShown": "23 November 2026, 10:38",
 "revision": "uncommitted",
 "today": "31 March 2025",
 "counts": {
  "unit": 12,
  "post": 20,
  "person": 20,
  "regulation": 10,
  "task": 29,
  "meeting": 11,
  "plan": 4,
  "seal": 3,
  "seal-use": 14,
  "incoming": 23,
  "outgoing": 24,
  "findings": 0,
  "decisions": 23
 }
};
