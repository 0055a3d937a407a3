from consultation.api.consultation import (
    ConsultationViewSet,
    register,
)

__all__ = [
    "ConsultationViewSet",
    "register",
]
