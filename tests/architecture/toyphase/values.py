import datetime
from decimal import Decimal

from perpignan.study import values


def provide() -> values.ActionValues:
    day = datetime.date(2020, 1, 2)
    return values.ActionValues("Un jouet qui vaut", "/jouet/", day, {"A1": Decimal(5)})


values.register("toyphase", provide)
