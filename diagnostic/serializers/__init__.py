"""What the API says of the diagnostic, one module a noun."""

from diagnostic.serializers.indicators import (
    IndicatorSerializer,
    IndicatorValueSerializer,
    ReferenceValueSerializer,
)

__all__ = ["IndicatorSerializer", "IndicatorValueSerializer", "ReferenceValueSerializer"]
