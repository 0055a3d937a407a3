"""Inventory, expectations and findings for tests; situations are traits."""

import factory

from diagnostic import models
from diagnostic.enums import AssetKind, AssetState, Box, Origin
from perpignan.study.enums import Confidence, Visibility
from tests.factories.study import ActionFactory, AxisFactory, PriorityFactory, SourceFactory


class DigitalAssetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.DigitalAsset
        skip_postgeneration_save = True

    class Params:
        to_verify = factory.Trait(confidence=Confidence.TO_VERIFY)

    code = factory.Sequence(lambda n: f"outil-{n}")
    name = factory.Sequence(lambda n: f"Outil {n}")
    kind = AssetKind.TOOL
    state = AssetState.IN_SERVICE


class AssetOverlapFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.AssetOverlap

    first = factory.SubFactory(DigitalAssetFactory)
    second = factory.SubFactory(DigitalAssetFactory)
    sentence = "Deux outils aux fonctions proches."


class ExpectationFactory(factory.django.DjangoModelFactory):
    """An internal expectation; `public=True` shows it to everyone."""

    class Meta:
        model = models.Expectation

    class Params:
        public = factory.Trait(visibility=Visibility.PUBLIC)

    code = factory.Sequence(lambda n: f"attente-{n}")
    holder = "Commerçants du centre"
    origin = Origin.WORKSHOP
    statement = factory.Sequence(lambda n: f"Une attente {n}")
    priority = factory.SubFactory(PriorityFactory)


class FindingFactory(factory.django.DjangoModelFactory):
    """An internal finding; `public=True` shows it to everyone."""

    class Meta:
        model = models.Finding

    class Params:
        public = factory.Trait(visibility=Visibility.PUBLIC)

    code = factory.Sequence(lambda n: f"constat-{n}")
    axis = factory.SubFactory(AxisFactory)
    box = Box.WEAKNESS
    statement = factory.Sequence(lambda n: f"Un constat {n}")


class FindingProofFactory(factory.django.DjangoModelFactory):
    """A proof by a document; name another target and set `source=None`."""

    class Meta:
        model = models.FindingProof

    finding = factory.SubFactory(FindingFactory)
    source = factory.SubFactory(SourceFactory)


class FindingActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.FindingAction

    finding = factory.SubFactory(FindingFactory)
    action = factory.SubFactory(ActionFactory)
    sentence = "Elle y répond."
