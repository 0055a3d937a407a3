from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from perpignan import phases

# Models cannot be read before all apps are loaded: each method imports what it needs.


class BenchmarkConfig(phases.PhaseConfig):
    name = "benchmark"
    slug = "benchmark"
    order = 1
    verbose_name = _("Benchmark")
    menu_label = _("Benchmark")
    phase_codes = ("P1",)

    def figures(self) -> Sequence[phases.Figure]:
        from benchmark.queries import published_totals

        sheets, cities = published_totals()
        label = ngettext("initiative étudiée", "initiatives étudiées", sheets)
        where = ngettext("ville comparée", "villes comparées", cities)
        return (
            phases.Figure(sheets, label, reverse("benchmark:index")),
            phases.Figure(cities, where, reverse("benchmark:city-map")),
        )

    def waiting_for(self, user: Any) -> Sequence[phases.Waiting]:
        """Tell the pilots what to review."""
        from benchmark.permissions import can_publish_initiative
        from benchmark.queries import count_to_review

        waiting = []
        if can_publish_initiative(user):
            url = f"{reverse('admin:benchmark_initiative_changelist')}?status=in_review"
            label = gettext("Initiatives à relire et publier")
            waiting.append(phases.Waiting(label, count_to_review(), url))
        return waiting

    def public_pages(self) -> Sequence[phases.PublicPage]:
        from benchmark.models import Initiative

        pages = [
            phases.PublicPage(reverse("benchmark:index"), gettext("Benchmark")),
            phases.PublicPage(reverse("benchmark:city-map"), gettext("Carte des villes")),
            phases.PublicPage(reverse("benchmark:city-likeness"), gettext("Villes proches")),
        ]
        sheets = Initiative.objects.published()
        return pages + [phases.PublicPage(item.get_absolute_url(), item.name) for item in sheets]
