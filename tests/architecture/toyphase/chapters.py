from perpignan.reports import chapters
from perpignan.reports.blocks import Paragraph

chapters.register(
    chapters.Chapter("toyphase", "Jouet", 900, ("progress",), lambda scope: [Paragraph("jouet")])
)
