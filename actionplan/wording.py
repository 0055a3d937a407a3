"""What the funding rules say, listed for the catalogue of translations.

The rules know no Django: their French sentences are the messages to translate, and
`queries.funding` looks them up. A test compares this list with the rules.
"""

from django.utils.translation import gettext_noop

RULE_TEXTS = [
    gettext_noop("Règle de saisie"),
    gettext_noop(
        "Les montants sont des euros positifs ou nuls, au centime, de moins de douze chiffres"
        " avant la virgule. Un montant inexact fausserait tous les autres contrôles."
    ),
    gettext_noop("{where} : un montant négatif est refusé ({amount})."),
    gettext_noop("{where} : le montant atteint 10^12 €, il est refusé."),
    gettext_noop("{where} : ce n'est pas un nombre."),
    gettext_noop("{where} : un montant s'écrit avec deux décimales au plus."),
    gettext_noop("{where} : une probabilité va de 0 à 1."),
    gettext_noop("{where} : un taux de TVA va de 0 à 1."),
    gettext_noop("Bonne pratique : plan de financement équilibré"),
    gettext_noop(
        "Les financements égalent les coûts, en investissement et en fonctionnement. Ce qui "
        "manque reste à trouver ou à la charge du maître d'ouvrage."
    ),
    gettext_noop("Le plan ne contient aucune dépense."),
    gettext_noop("Il reste {missing} {nature} à financer, sur {cost}."),
    gettext_noop("CGCT, articles L. 5215-26 (communauté urbaine) et L. 5214-16 V"),
    gettext_noop(
        "Un fonds de concours entre une intercommunalité et une commune ne dépasse pas la "
        "part que le bénéficiaire paie lui-même, hors subventions. Il demande des "
        "délibérations concordantes des deux assemblées. C'est de l'argent public pour la "
        "participation minimale."
    ),
    gettext_noop(
        "Le fonds de concours {nature} ({fund}) dépasse la part du bénéficiaire, hors "
        "subventions ({own}), de {excess}."
    ),
    gettext_noop(
        "Principe de non-double financement ; décret n° 2018-514, règlement (UE) 2021/1060, "
        "article 63"
    ),
    gettext_noop(
        "La même dépense n'est pas payée deux fois : des financeurs peuvent se partager une "
        "dépense, mais leur total ne dépasse pas son montant. L'argent du maître d'ouvrage "
        "compte. Investissement et fonctionnement sont comptés à part."
    ),
    gettext_noop("Les financements {nature} ({given}) dépassent le coût ({cost}) de {excess}."),
    gettext_noop(
        "La dépense {expense} ({cost}) serait payée deux fois : {funders} y apportent {given}."
    ),
    gettext_noop("{funder} dit payer {expense}, qui n'est pas une dépense du plan."),
    gettext_noop("{funder} finance {nature} et dit payer {expense}, qui n'en est pas."),
    gettext_noop(
        "Règlement (UE) 2021/1060, article 63, paragraphe 9 ; avant 2021, règlement (UE) n° "
        "1303/2013, article 65, paragraphe 11"
    ),
    gettext_noop(
        "Une dépense déclarée à un fonds européen ne reçoit l'aide d'aucun autre fonds ni "
        "programme de l'Union pour la même dépense. Deux fonds restent possibles sur des "
        "dépenses séparées."
    ),
    gettext_noop(
        "{first} et {second}, deux aides européennes, ne peuvent pas payer la même dépense "
        "({expenses})."
    ),
    gettext_noop("Règlement de chaque levier (dates d'ouverture)"),
    gettext_noop(
        "Un levier clos, ou qui n'est pas encore ouvert, à la date de l'accord ne peut être "
        "marqué accordé ni versé ; sans date d'accord, c'est le jour du contrôle qui compte. "
        "Une demande déposée avant la clôture peut être accordée après elle. Un levier fermé "
        "et seulement envisagé ou demandé appelle un avertissement."
    ),
    gettext_noop("{lever} n'ouvre que le {opens} : il ne peut pas être accordé le {when}."),
    gettext_noop("{lever} est clos depuis le {closes} : il ne peut pas être accordé le {when}."),
    gettext_noop("{lever} n'est pas encore ouvert (ouverture le {opens})."),
    gettext_noop("{lever} est clos depuis le {closes}."),
    gettext_noop("Règlement de chaque levier (cumul)"),
    gettext_noop(
        "Certains leviers ne se cumulent pas sur la même dépense. Il suffit que l'un des deux"
        " règlements l'interdise."
    ),
    gettext_noop("{first} et {second} ne se cumulent pas sur la même dépense ({expenses})."),
    gettext_noop("Règlement de chaque levier (taux, plafond, assiette)"),
    gettext_noop(
        "Un levier paie au plus son taux appliqué à l'assiette éligible, et au plus son "
        "plafond, toutes ses lignes du plan additionnées. L'assiette est celle que le levier "
        "dit éligible, sinon les dépenses qu'il paie ; elle ne dépasse jamais le coût. Un "
        "levier d'investissement ne paie pas de fonctionnement, et l'inverse."
    ),
    gettext_noop("{lever} donnerait {given}, plus que {limit_rate} de {base}, soit {most}."),
    gettext_noop("{lever} donnerait {given}, plus que son plafond de {most}."),
    gettext_noop(
        "L'assiette éligible de {lever} ({base}) dépasse le coût des dépenses concernées "
        "({cost}) : le coût est retenu."
    ),
    gettext_noop("{lever} ne finance pas {nature}."),
    gettext_noop("Règlement (UE) n° 1407/2013"),
    gettext_noop(
        "Jusqu'au 31 décembre 2023, les aides publiques à une même entreprise sous le régime "
        "de minimis ne dépassent pas 200 000 € sur trois exercices."
    ),
    gettext_noop(
        "Aide à une entreprise : {total} sur trois ans, sous le seuil de minimis de "
        "{threshold} ; reste {margin}."
    ),
    gettext_noop(
        "Aide à une entreprise : {total} sur trois ans, au-delà du seuil de minimis de "
        "{threshold} : un autre régime d'aide d'État est à trouver."
    ),
    gettext_noop("Règlement (UE) 2023/2831"),
    gettext_noop(
        "Depuis le 1er janvier 2024, les aides publiques à une même entreprise sous le régime"
        " de minimis ne dépassent pas 300 000 € sur trois ans."
    ),
    gettext_noop(
        "Un plan de financement est tout entier hors taxes (usage pour une subvention quand "
        "la TVA revient par le FCTVA) ou tout entier toutes taxes comprises. Des montants de "
        "bases différentes ne s'additionnent pas : ils sont d'abord convertis."
    ),
    gettext_noop(
        "Le plan est en {basis} et ces dépenses ne le sont pas : {lines}. Convertissez-les "
        "avant tout calcul."
    ),
    gettext_noop("Le plan est en {basis} et ces financements ne le sont pas : {lines}."),
    gettext_noop("CGCT, articles L. 1111-10 III et L. 1111-9"),
    gettext_noop(
        "Le maître d'ouvrage d'une opération d'investissement, collectivité ou groupement, "
        "apporte au moins 20 % du total des financements apportés par des personnes "
        "publiques, le sien compris. L'argent privé (mécénat) ne compte d'aucun côté. La part"
        " est de 30 % dans un domaine à chef de file, sauf convention territoriale. Elle peut"
        " être plus faible pour une opération de l'ANRU, un monument protégé ou les dégâts "
        "d'une calamité publique : le plan porte alors l'acte qui le permet. Le "
        "fonctionnement n'est pas concerné."
    ),
    gettext_noop(
        "Participation du maître d'ouvrage : {own_rate} pour un minimum de {threshold_rate} ;"
        " marge de {margin}."
    ),
    gettext_noop(
        "Participation du maître d'ouvrage de {own_rate} ({own} sur {public} d'argent public)"
        " : le minimum est de {threshold_rate}. Il manque {replaced} si la part propre "
        "remplace une aide, {added} si elle s'y ajoute. {blocking}"
    ),
    gettext_noop("Le seuil de participation est de 20 % ou de 30 %, pas de {threshold_rate}."),
    gettext_noop("Participation de {own_rate}, par dérogation : {ground}. Motif : {reason}"),
    gettext_noop("Une dérogation à la participation minimale demande son motif."),
    gettext_noop("Décret n° 2018-514 du 25 juin 2018"),
    gettext_noop(
        "Pour un projet d'investissement que l'État subventionne, le total des aides "
        "publiques ne dépasse pas 80 % de la dépense subventionnable. C'est un avertissement "
        ": des textes prévoient des exceptions, et la dépense subventionnable n'est pas "
        "toujours tout le coût."
    ),
    gettext_noop(
        "Les aides publiques couvrent {aid_rate} du coût d'investissement ({aid} sur {cost}) "
        ": au-delà de 80 %, de {excess}."
    ),
    gettext_noop("CGCT, articles L. 1615-1 et suivants ; loi n° 2020-935, article 69"),
    gettext_noop(
        "Le FCTVA rend 16,404 % de la dépense d'investissement éligible, toutes taxes "
        "comprises. Ce n'est pas une subvention : il n'entre ni dans le plan, ni dans la "
        "participation minimale. Le fonctionnement n'est pas éligible (abonnements, postes, "
        "logiciels en ligne), sauf l'infrastructure en nuage (IaaS), à 5,6 % depuis le 1er "
        "janvier 2021."
    ),
    gettext_noop("FCTVA attendu, hors plan : {amount} ({years})."),
    gettext_noop("Le FCTVA n'est pas une subvention : retirez {funder} du plan."),
    gettext_noop(
        "Aucun commencement d'exécution avant le dépôt de la demande de subvention : un "
        "marché signé ou des travaux engagés trop tôt peuvent faire perdre l'aide. Les études"
        " ne sont pas un commencement. Un début entre la demande et l'accord est possible, au"
        " risque du maître d'ouvrage."
    ),
    gettext_noop(
        "Les travaux commenceraient le {start}, avant la demande à {funder} ({applied}) : "
        "l'aide peut être perdue."
    ),
    gettext_noop("Les travaux commenceraient le {start} sans demande déposée auprès de {funder}."),
    gettext_noop(
        "Les travaux commenceraient le {start}, avant l'accord de {funder} : possible, mais "
        "sans garantie de l'aide."
    ),
]
