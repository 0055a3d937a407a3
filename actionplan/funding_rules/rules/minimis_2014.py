from datetime import date
from decimal import Decimal

from actionplan.funding_rules.minimis import MinimisRule


class Minimis2014(MinimisRule):
    code = "minimis_2014"
    legal_reference = "Règlement (UE) n° 1407/2013"
    explanation = (
        "Jusqu'au 31 décembre 2023, les aides publiques à une même entreprise sous le régime de"
        " minimis ne dépassent pas 200 000 € sur trois exercices."
    )
    valid_from = date(2014, 1, 1)
    valid_to = date(2023, 12, 31)
    threshold = Decimal(200_000)


RULE = Minimis2014()
