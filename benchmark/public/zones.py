"""Cases of other cities that serve a part of the heart of town."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from benchmark.queries import counts_by_zone
from perpignan.study import zones

zones.register(
    zones.Layer(
        "initiatives",
        _("Exemples d'ailleurs"),
        10,
        counts_by_zone,
        address=lambda user: f"{reverse('benchmark:index')}?zone=",
    )
)
