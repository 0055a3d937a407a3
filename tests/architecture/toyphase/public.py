from perpignan.study import priorities, search
from perpignan.study.telling import Told


def find(words: object, user: object, first: int, beyond: int) -> search.Found:
    return search.Found(1, [search.Hit(Told("Un jouet cherché", "/jouet/"))])


search.register(search.Searchable("toys", "Jouets", 900, find))
priorities.register("toys", 900, lambda priority, user: priorities.Part("Jouets", "Un jouet."))
