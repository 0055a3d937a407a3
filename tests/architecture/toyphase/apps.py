from perpignan import phases


class ToyConfig(phases.PhaseConfig):
    name = "tests.architecture.toyphase"
    label = "toyphase"
    slug = "jouet"
    order = 90
    menu_label = "Jouet"
    phase_codes = ("P9",)

    def invitations(self) -> list[phases.Invitation]:
        return [phases.Invitation("Jouez", "Une phase de plus.", "/jouet/", "Jouer")]

    def public_pages(self) -> list[phases.PublicPage]:
        return [phases.PublicPage("/jouet/")]

    def page_of(self, record: object) -> str | None:
        return "/jouet/" if str(record) == "jouet" else None
