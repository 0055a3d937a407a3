"""What the funding rules say, as texts to translate.

The rules know no Django and say their sentences in French; here each is written once
more, under the name of its rule and its key, where the catalogue finds it. A test
compares the two.
"""

from django.utils.translation import gettext_lazy as _

RULE_TEXTS = {
    "amounts.reference": _("Règle de saisie"),
    "amounts.explanation": _(
        "Les montants sont des euros positifs ou nuls, au centime, de moins de douze chiffres "
        "avant la virgule. Un montant inexact fausserait tous les autres contrôles."
    ),
    "amounts.negative": _("{where} : un montant négatif est refusé ({amount})."),
    "amounts.too_large": _("{where} : le montant atteint 10^12 €, il est refusé."),
    "amounts.not_finite": _("{where} : ce n'est pas un nombre."),
    "amounts.not_cents": _("{where} : un montant s'écrit avec deux décimales au plus."),
    "amounts.bad_probability": _("{where} : une probabilité va de 0 à 1."),
    "amounts.bad_vat": _("{where} : un taux de TVA va de 0 à 1."),
    "balance.reference": _("Bonne pratique : plan de financement équilibré"),
    "balance.explanation": _(
        "Les financements égalent les coûts, en investissement et en fonctionnement. Ce qui "
        "manque reste à trouver ou à la charge du maître d'ouvrage."
    ),
    "balance.empty": _("Le plan ne contient aucune dépense."),
    "balance.unfunded": _("Il reste {missing} {nature} à financer, sur {cost}."),
    "contribution_fund.reference": _(
        "CGCT, articles L. 5215-26 (communauté urbaine) et L. 5214-16 V"
    ),
    "contribution_fund.explanation": _(
        "Un fonds de concours entre une intercommunalité et une commune ne dépasse pas la "
        "part que le bénéficiaire paie lui-même, hors subventions. Il demande des "
        "délibérations concordantes des deux assemblées. C'est de l'argent public pour la "
        "participation minimale."
    ),
    "contribution_fund.above_own": _(
        "Le fonds de concours {nature} ({fund}) dépasse la part du bénéficiaire, hors "
        "subventions ({own}), de {excess}."
    ),
    "double_funding.reference": _(
        "Principe de non-double financement ; décret n° 2018-514, règlement (UE) 2021/1060, "
        "article 63"
    ),
    "double_funding.explanation": _(
        "La même dépense n'est pas payée deux fois : des financeurs peuvent se partager une "
        "dépense, mais leur total ne dépasse pas son montant. L'argent du maître d'ouvrage "
        "compte. Investissement et fonctionnement sont comptés à part."
    ),
    "double_funding.above_cost": _(
        "Les financements {nature} ({given}) dépassent le coût ({cost}) de {excess}."
    ),
    "double_funding.same_expense": _(
        "La dépense {expense} ({cost}) serait payée deux fois : {funders} y apportent {given}."
    ),
    "double_funding.more_than_expense": _(
        "{funders} apporterait {given} à {expense}, qui coûte {cost}."
    ),
    "double_funding.unknown_expense": _(
        "{funder} dit payer {expense}, qui n'est pas une dépense du plan."
    ),
    "double_funding.wrong_nature": _(
        "{funder} finance {nature} et dit payer {expense}, qui n'en est pas."
    ),
    "european_funds.reference": _(
        "Règlement (UE) 2021/1060, article 63, paragraphe 9 ; avant 2021, règlement (UE) n° "
        "1303/2013, article 65, paragraphe 11"
    ),
    "european_funds.explanation": _(
        "Une dépense déclarée à un fonds européen ne reçoit l'aide d'aucun autre fonds ni "
        "programme de l'Union pour la même dépense. Deux fonds restent possibles sur des "
        "dépenses séparées."
    ),
    "european_funds.same_expense": _(
        "{first} et {second}, deux aides européennes, ne peuvent pas payer la même dépense "
        "({expenses})."
    ),
    "lever_dates.reference": _("Règlement de chaque levier (dates d'ouverture)"),
    "lever_dates.explanation": _(
        "Un levier clos, ou qui n'est pas encore ouvert, à la date de l'accord ne peut être "
        "marqué accordé ni versé ; sans date d'accord, c'est le jour du contrôle qui compte. "
        "Une demande déposée avant la clôture peut être accordée après elle. Un levier fermé "
        "et seulement envisagé ou demandé appelle un avertissement."
    ),
    "lever_dates.granted_before_opening": _(
        "{lever} n'ouvre que le {opens} : il ne peut pas être accordé le {when}."
    ),
    "lever_dates.granted_after_closing": _(
        "{lever} est clos depuis le {closes} : il ne peut pas être accordé le {when}."
    ),
    "lever_dates.not_yet_open": _("{lever} n'est pas encore ouvert (ouverture le {opens})."),
    "lever_dates.closed": _("{lever} est clos depuis le {closes}."),
    "lever_exclusions.reference": _("Règlement de chaque levier (cumul)"),
    "lever_exclusions.explanation": _(
        "Certains leviers ne se cumulent pas sur la même dépense. Il suffit que l'un des deux "
        "règlements l'interdise."
    ),
    "lever_exclusions.together": _(
        "{first} et {second} ne se cumulent pas sur la même dépense ({expenses})."
    ),
    "lever_limits.reference": _("Règlement de chaque levier (taux, plafond, assiette)"),
    "lever_limits.explanation": _(
        "Un levier paie au plus son taux appliqué à l'assiette éligible, et au plus son "
        "plafond, toutes ses lignes du plan additionnées. L'assiette est celle que le levier "
        "dit éligible, sinon les dépenses qu'il paie ; elle ne dépasse jamais le coût. Un "
        "levier d'investissement ne paie pas de fonctionnement, et l'inverse."
    ),
    "lever_limits.above_rate": _(
        "{lever} donnerait {given}, plus que {limit_rate} de {base}, soit {most}."
    ),
    "lever_limits.above_ceiling": _("{lever} donnerait {given}, plus que son plafond de {most}."),
    "lever_limits.base_above_cost": _(
        "L'assiette éligible de {lever} ({base}) dépasse le coût des dépenses concernées "
        "({cost}) : le coût est retenu."
    ),
    "lever_limits.wrong_nature": _("{lever} ne finance pas {nature}."),
    "minimis_2014.reference": _("Règlement (UE) n° 1407/2013"),
    "minimis_2014.explanation": _(
        "Jusqu'au 31 décembre 2023, les aides publiques à une même entreprise sous le régime "
        "de minimis ne dépassent pas 200 000 € sur trois exercices."
    ),
    "minimis_2014.within": _(
        "Aide à une entreprise : {total} sur trois ans, sous le seuil de minimis de "
        "{threshold} ; reste {margin}."
    ),
    "minimis_2014.above": _(
        "Aide à une entreprise : {total} sur trois ans, au-delà du seuil de minimis de "
        "{threshold} : un autre régime d'aide d'État est à trouver."
    ),
    "minimis_2024.reference": _("Règlement (UE) 2023/2831"),
    "minimis_2024.explanation": _(
        "Depuis le 1er janvier 2024, les aides publiques à une même entreprise sous le régime "
        "de minimis ne dépassent pas 300 000 € sur trois ans."
    ),
    "minimis_2024.within": _(
        "Aide à une entreprise : {total} sur trois ans, sous le seuil de minimis de "
        "{threshold} ; reste {margin}."
    ),
    "minimis_2024.above": _(
        "Aide à une entreprise : {total} sur trois ans, au-delà du seuil de minimis de "
        "{threshold} : un autre régime d'aide d'État est à trouver."
    ),
    "one_basis.reference": _("Règle de saisie"),
    "one_basis.explanation": _(
        "Un plan de financement est tout entier hors taxes (usage pour une subvention quand "
        "la TVA revient par le FCTVA) ou tout entier toutes taxes comprises. Des montants de "
        "bases différentes ne s'additionnent pas : ils sont d'abord convertis."
    ),
    "one_basis.mixed_costs": _(
        "Le plan est en {basis} et ces dépenses ne le sont pas : {lines}. Convertissez-les "
        "avant tout calcul."
    ),
    "one_basis.mixed_funding": _(
        "Le plan est en {basis} et ces financements ne le sont pas : {lines}."
    ),
    "owner_share.reference": _("CGCT, articles L. 1111-10 III et L. 1111-9"),
    "owner_share.explanation": _(
        "Le maître d'ouvrage d'une opération d'investissement, collectivité ou groupement, "
        "apporte au moins 20 % du total des financements apportés par des personnes "
        "publiques, le sien compris. L'argent privé (mécénat) ne compte d'aucun côté. La part "
        "est de 30 % dans un domaine à chef de file, sauf convention territoriale. Elle peut "
        "être plus faible pour une opération de l'ANRU, un monument protégé ou les dégâts "
        "d'une calamité publique : le plan porte alors l'acte qui le permet. Le "
        "fonctionnement n'est pas concerné."
    ),
    "owner_share.kept": _(
        "Participation du maître d'ouvrage : {own_rate} pour un minimum de {threshold_rate} ; "
        "marge de {margin}."
    ),
    "owner_share.too_low": _(
        "Participation du maître d'ouvrage de {own_rate} ({own} sur {public} d'argent public) "
        ": le minimum est de {threshold_rate}. Il manque {replaced} si la part propre "
        "remplace une aide, {added} si elle s'y ajoute. {blocking}"
    ),
    "owner_share.bad_threshold": _(
        "Le seuil de participation est de 20 % ou de 30 %, pas de {threshold_rate}."
    ),
    "owner_share.derogation": _(
        "Participation de {own_rate}, par dérogation : {ground}. Motif : {reason}"
    ),
    "owner_share.no_reason": _("Une dérogation à la participation minimale demande son motif."),
    "public_aid_cap.reference": _("Décret n° 2018-514 du 25 juin 2018"),
    "public_aid_cap.explanation": _(
        "Pour un projet d'investissement que l'État subventionne, le total des aides "
        "publiques ne dépasse pas 80 % de la dépense subventionnable. C'est un avertissement "
        ": des textes prévoient des exceptions, et la dépense subventionnable n'est pas "
        "toujours tout le coût."
    ),
    "public_aid_cap.above": _(
        "Les aides publiques couvrent {aid_rate} du coût d'investissement ({aid} sur {cost}) "
        ": au-delà de 80 %, de {excess}."
    ),
    "vat_fund.reference": _("CGCT, articles L. 1615-1 et suivants ; loi n° 2020-935, article 69"),
    "vat_fund.explanation": _(
        "Le FCTVA rend 16,404 % de la dépense d'investissement éligible, toutes taxes "
        "comprises. Ce n'est pas une subvention : il n'entre ni dans le plan, ni dans la "
        "participation minimale. Le fonctionnement n'est pas éligible (abonnements, postes, "
        "logiciels en ligne), sauf l'infrastructure en nuage (IaaS), à 5,6 % depuis le 1er "
        "janvier 2021."
    ),
    "vat_fund.compensation": _("FCTVA attendu, hors plan : {amount} ({years})."),
    "vat_fund.in_the_plan": _("Le FCTVA n'est pas une subvention : retirez {funder} du plan."),
    "works_start.reference": _("Décret n° 2018-514 du 25 juin 2018"),
    "works_start.explanation": _(
        "Aucun commencement d'exécution avant le dépôt de la demande de subvention : un "
        "marché signé ou des travaux engagés trop tôt peuvent faire perdre l'aide. Les études "
        "ne sont pas un commencement. Un début entre la demande et l'accord est possible, au "
        "risque du maître d'ouvrage."
    ),
    "works_start.before_application": _(
        "Les travaux commenceraient le {start}, avant la demande à {funder} ({applied}) : "
        "l'aide peut être perdue."
    ),
    "works_start.no_application": _(
        "Les travaux commenceraient le {start} sans demande déposée auprès de {funder}."
    ),
    "works_start.before_grant": _(
        "Les travaux commenceraient le {start}, avant l'accord de {funder} : possible, mais "
        "sans garantie de l'aide."
    ),
}

#: Words that the rules put into their sentences.
PARAM_TEXTS = {
    "d'investissement": _("d'investissement"),
    "de fonctionnement": _("de fonctionnement"),
    "l'investissement": _("l'investissement"),
    "le fonctionnement": _("le fonctionnement"),
    "opération de l'ANRU (loi n° 2003-710, article 9)": _(
        "opération de l'ANRU (loi n° 2003-710, article 9)"
    ),
    "rénovation d'un monument protégé (décision du préfet)": _(
        "rénovation d'un monument protégé (décision du préfet)"
    ),
    "dégâts d'une calamité publique (décision du préfet)": _(
        "dégâts d'une calamité publique (décision du préfet)"
    ),
    "Aucun financeur ne suffit seul : plusieurs aides doivent baisser.": _(
        "Aucun financeur ne suffit seul : plusieurs aides doivent baisser."
    ),
}
