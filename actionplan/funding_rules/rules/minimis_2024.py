from datetime import date
from decimal import Decimal

from actionplan.funding_rules.minimis import MinimisRule


class Minimis2024(MinimisRule):
    code = "minimis_2024"
    legal_reference = "Règlement (UE) 2023/2831"
    explanation = (
        "Depuis le 1er janvier 2024, les aides publiques à une même entreprise sous le régime de"
        " minimis ne dépassent pas 300 000 € sur trois ans."
    )
    valid_from = date(2024, 1, 1)
    threshold = Decimal(300_000)


RULE = Minimis2024()
