"""Choices of the consultation: the stored value is English, the label French."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ConsultationStatus(TextChoices):
    DRAFT = "draft", _("Brouillon")
    ANNOUNCED = "announced", _("Annoncée")
    OPEN = "open", _("Ouverte")
    CLOSED = "closed", _("Terminée")
    RESULTS_PUBLISHED = "results_published", _("Résultats publiés")
    FOLLOW_UP_PUBLISHED = "follow_up_published", _("Suites publiées")


class AccessMode(TextChoices):
    """Who may answer a consultation."""

    OPEN = "open", _("Tout le monde")
    CODES = "codes", _("Qui a reçu un code par courrier")
    ACCOUNT = "account", _("Qui a un compte")


class QuestionType(TextChoices):
    SINGLE = "single", _("Un seul choix")
    MULTI = "multi", _("Plusieurs choix")
    YES_NO = "yes_no", _("Oui ou non")
    SCALE = "scale", _("Échelle")
    MATRIX = "matrix", _("Grille")
    RANK = "rank", _("Classement")
    POINTS = "points", _("Points à répartir")
    NUMBER = "number", _("Nombre")
    SHORT_TEXT = "short_text", _("Texte court")
    TEXT = "text", _("Texte libre")
    DATE = "date", _("Date")
    MAP_POINT = "map_point", _("Lieu")
    ZONE = "zone", _("Quartier")
    AGE_BAND = "age_band", _("Tranche d'âge")
    STATEMENTS = "statements", _("Affirmations")
    FILE = "file", _("Fichier")


#: Types whose answers name options of the question.
CHOICE_TYPES = frozenset(
    {
        QuestionType.SINGLE,
        QuestionType.MULTI,
        QuestionType.SCALE,
        QuestionType.MATRIX,
        QuestionType.RANK,
        QuestionType.POINTS,
        QuestionType.ZONE,
        QuestionType.AGE_BAND,
        QuestionType.STATEMENTS,
    }
)


#: Types that may offer another answer, to be said in words.
OTHER_TYPES = frozenset({QuestionType.SINGLE, QuestionType.MULTI})
#: Types that may offer not to know.
DONT_KNOW_TYPES = frozenset(
    {
        QuestionType.SINGLE,
        QuestionType.MULTI,
        QuestionType.YES_NO,
        QuestionType.SCALE,
        QuestionType.ZONE,
        QuestionType.AGE_BAND,
        QuestionType.NUMBER,
        QuestionType.MATRIX,
    }
)

#: Files that an answer may bring, by the type found in their content.
ANSWER_FILE_LABELS = {
    "image/jpeg": _("image JPEG"),
    "image/png": _("image PNG"),
    "image/webp": _("image WebP"),
    "application/pdf": _("document PDF"),
}


class YesNo(TextChoices):
    YES = "yes", _("Oui")
    NO = "no", _("Non")


class Opinion(TextChoices):
    """What a person thinks of a statement."""

    AGREE = "agree", _("D'accord")
    DISAGREE = "disagree", _("Pas d'accord")
    PASS = "pass", _("Je passe")


class ConditionOperator(TextChoices):
    ANY_OF = "any_of", _("une de ces réponses")
    NONE_OF = "none_of", _("aucune de ces réponses")
    ANSWERED = "answered", _("une réponse, quelle qu'elle soit")
    NOT_ANSWERED = "not_answered", _("pas de réponse")
    AT_LEAST = "at_least", _("au moins ce nombre")
    AT_MOST = "at_most", _("au plus ce nombre")


class Profile(TextChoices):
    """What a question tells of who answers, to compare with the census."""

    ZONE = "zone", _("quartier")
    AGE_BAND = "age_band", _("tranche d'âge")
    SEX = "sex", _("sexe")
    STATUS = "status", _("situation")
    HELP = "help", _("façon de répondre")


class Channel(TextChoices):
    """By which way an answer came; the totals of all channels add up."""

    WEB = "web", _("En ligne")
    PAPER = "paper", _("Sur papier")
    ASSISTED = "assisted", _("Avec un agent")
    WORKSHOP = "workshop", _("En atelier")


class RevisionKind(TextChoices):
    SUBMITTED = "submitted", _("Envoi")
    CORRECTED = "corrected", _("Correction")
    WITHDRAWN = "withdrawn", _("Retrait")


class Moderation(TextChoices):
    """When the team reads what citizens write for all to read."""

    BEFORE = "before", _("Avant la publication")
    AFTER = "after", _("Après la publication")


class SpokenStatus(TextChoices):
    """Where a contribution or a comment stands."""

    PENDING = "pending", _("En attente de relecture")
    PUBLISHED = "published", _("Publiée")
    REFUSED = "refused", _("Refusée")
    MERGED = "merged", _("Réunie avec une autre")
    SPLIT = "split", _("Partagée en plusieurs")
    WITHDRAWN = "withdrawn", _("Retirée par son auteur")


class ContributionAnswer(TextChoices):
    """What the City does with an idea."""

    RETAINED = "retained", _("Retenue")
    PARTLY_RETAINED = "partly_retained", _("Retenue en partie")
    ALREADY_PLANNED = "already_planned", _("Déjà prévue")
    TO_STUDY = "to_study", _("À étudier")
    NOT_RETAINED = "not_retained", _("Non retenue")


class ModerationVerb(TextChoices):
    SUBMITTED = "submitted", _("Reçue")
    IMPORTED = "imported", _("Importée")
    SUPPORT_WITHDRAWN = "support_withdrawn", _("Soutien retiré")
    PUBLISHED = "published", _("Publiée")
    REFUSED = "refused", _("Refusée")
    ANSWERED = "answered", _("Répondue")
    MERGED = "merged", _("Réunie")
    SPLIT = "split", _("Partagée")
    WITHDRAWN = "withdrawn", _("Retirée par son auteur")


class VerbatimStatus(TextChoices):
    PENDING = "pending", _("À relire")
    PUBLISHED = "published", _("Publié")
    DISCARDED = "discarded", _("Écarté")


class AnswerImportStatus(TextChoices):
    CHECKED = "checked", _("À confirmer")
    STORED = "stored", _("Enregistré")
    DISCARDED = "discarded", _("Abandonné")


class MarkReason(TextChoices):
    """Why a response is read with a reserve."""

    BURST = "burst", _("Arrivée dans une rafale")
    IDENTICAL = "identical", _("Identique à beaucoup d'autres")
    NEAR_IDENTICAL = "near_identical", _("Presque identique à beaucoup d'autres")
    SESSION = "session", _("Envoyée à la suite d'autres du même navigateur")


class AnalysisStatus(TextChoices):
    """Where the reading of the free texts stands."""

    WAITING = "waiting", _("En attente")
    RUNNING = "running", _("En cours")
    DONE = "done", _("Faite")
    FAILED = "failed", _("Échouée")


class ThemeStatus(TextChoices):
    """A theme is proposed by the method; only the team makes it public."""

    PROPOSED = "proposed", _("Proposé")
    VALIDATED = "validated", _("Validé")
    MERGED = "merged", _("Réuni avec un autre")
    DISCARDED = "discarded", _("Écarté")


class Clearance(TextChoices):
    """Whether a free text of an answer may be quoted; a moderator says so, nobody else."""

    TO_READ = "to_read", _("À relire")
    CLEARED = "cleared", _("Peut être cité")
    WITHHELD = "withheld", _("Ne sera pas cité")


class BallotKind(TextChoices):
    """What a ballot on a budget asks of a person."""

    APPROVAL = "approval", _("Cocher des projets")
    POINTS = "points", _("Partager des points")
    RANKING = "ranking", _("Classer des projets")
    ONE = "one", _("Choisir un projet")


class CountingRule(TextChoices):
    """How projects win; the values are those of `consultation.budget`."""

    GREEDY = "greedy", _("Ordre des voix, en passant ce qui ne tient plus")
    GREEDY_NO_SKIP = "greedy_no_skip", _("Ordre des voix, arrêt au premier qui ne tient pas")
    EQUAL_SHARES = "equal_shares", _("Parts égales")
    PHRAGMEN = "phragmen", _("Phragmén, chacun gagnant au même rythme")


class CostBasis(TextChoices):
    """Whether costs include value-added tax."""

    EXCLUDED = "HT", _("Hors taxes (HT)")
    INCLUDED = "TTC", _("Toutes taxes comprises (TTC)")
