"""Find groups of people who vote alike on statements, and what unites or divides them.

The published method of Polis: Small, Bjorkegren, Erkkilä, Shaw & Megill, "Polis: Scaling
deliberation by mapping high dimensional opinion spaces", *Recerca* 26 (2021).

numpy and scipy only, no Django. `reading.read_votes` reads a folder or a file,
`groups.analyse` does the whole, `report.as_json` writes it down.
"""
