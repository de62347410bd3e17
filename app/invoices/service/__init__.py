"""Invoices' use cases. None commits."""

from app.invoices.service.billing import (
    BuyerDetails,
    SellerDetails,
    buyer_details,
    save_buyer_details,
    save_seller_details,
    seller_details,
)
from app.invoices.service.issuing import issue
from app.invoices.service.reading import Filed, filed, invoice_seen_by, my_invoices
from app.invoices.service.views import whole

__all__ = [
    "BuyerDetails",
    "Filed",
    "SellerDetails",
    "buyer_details",
    "filed",
    "invoice_seen_by",
    "issue",
    "my_invoices",
    "save_buyer_details",
    "save_seller_details",
    "seller_details",
    "whole",
]
