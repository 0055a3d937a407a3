"""Words that tell no theme: grammar of three languages, and words of any opinion.

Grammar words also tell the language of a text.
"""

_FRENCH = """
a ai aie aient aies ait alors après as assez au aucun aucune aujourd aussi autre autres aux
avaient avais avait avant avec avez aviez avions avoir avons ayant beaucoup bien c car ce ceci
cela celle celles celui cependant ces cet cette ceux chacun chaque chez ci comme comment contre
d dans de depuis des desquelles desquels deux devant doit doivent donc dont du durant dès déjà
elle elles en encore enfin entre es est et eu eux faire fait faut fois font fut grâce hors hui
il ils j jamais je jusqu jusque l la laquelle le lequel les lesquelles lesquels leur leurs lors
lorsque lui là m ma mais malgré me mes mien mieux moi moins mon même mêmes n ne ni non nos
notamment notre nous nôtre on ont or ou où par parce parfois parmi pas pendant peu peut peuvent
peux plus plusieurs plutôt point pour pourquoi pourra pourrait pouvoir presque près puis puisque
qu quand quant que quel quelle quelles quelqu quelque quelques quels qui quoi quoique rien s sa
sais sans sauf se selon sera serait seront ses seulement si sien sinon soi soient sois soit
sommes son sont sous souvent suis sur surtout t ta tant te tel telle telles tels tes toi ton
toujours tous tout toute toutes trop très tu un une va vais vers voici voilà vont vos votre vous
vu vôtre y ça étaient étais était étant été êtes être
"""
_CATALAN = """
a abans així això al algun alguna algunes alguns allò als altra altre altres amb any aquell
aquella aquelles aquells aquest aquesta aquestes aquests cada cal com contra d de del dels des
després doncs dos durant e el ella elles ells els em en encara ens entre era eren es esta estan
estava està et fa fan fer fins fos ha han hauria havia he hem hi ho i jo l la les li llavors m
massa mateix mateixa me mentre meu meva molt molta moltes molts n ni no nosaltres nostra nostre
o on pel pels per perquè però poc poden pot qual quals quan quant que qui què s sa se segons
sense ser seu seus seva seves si sobre sota són també tan tant te tenen tenir teu tot tota totes
tots té un una unes uns us va van vosaltres vull és
"""
_SPANISH = """
a al algo alguna algunas alguno algunos ante antes aquel aquella así aunque aún bajo cada como
con contra cual cuando cuándo de debe deben del desde después donde dos durante e el ella ellas
ellos en entre era eran es esa esas ese eso esos esta estas este esto estos está están fue
fueron ha había han hasta hay la las le les lo los me mi mis mucho muchos muy más nada ni no nos
nosotros nuestra nuestro o os otra otro otros para pero poco por porque puede pueden que quien
qué se sea según ser si sido sin sobre son su sus sí también tan tanto te tener tiene tienen
todas todo todos tu un una unas uno unos usted y ya yo él
"""
#: What people write whatever they speak of: agreement, politeness, the consultation itself.
_EMPTY = """
abordé absolument accord aimer aller argument arriver article avis bon bonjour bonne bonsoir cas
chose citoyen commentaire complètement concerner connaître consultation contraire contribution
cordialement demander devenir devoir dire donner doublon effet entièrement essentiel exactement
exemple falloir favorable façon formulation grand idée important intéressant justement laisser
manière merci mesdames messieurs mettre mise miser même niveau nouveau nécessaire oui paraître
parfait parfaitement parler partager passer penser permettre personne petit phrase possible
pouvoir prendre problème propos proposer proposition question raison rester savoir sembler sens
simple simplement simplifier souhaitable souhaiter soutenir soutien suivre tellement texte
totale totalement trouver utile venir voir vouloir vrai vraiment évidemment évident
"""

FRENCH, CATALAN, SPANISH = (frozenset(text.split()) for text in (_FRENCH, _CATALAN, _SPANISH))
SMALL_WORDS = FRENCH | CATALAN | SPANISH
EMPTY_WORDS = frozenset(_EMPTY.split())
