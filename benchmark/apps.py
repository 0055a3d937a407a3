from django.utils.translation import gettext_lazy as _

from perpignan import phases


class BenchmarkConfig(phases.PhaseConfig):
    name = "benchmark"
    slug = "benchmark"
    order = 1
    verbose_name = _("Benchmark")
    menu_label = _("Benchmark")
    phase_codes = ("P1",)
