"""The words of an invoice, a catalogue for each language of the product."""

from dataclasses import dataclass

from app.invoices.rules import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """`page` is filled with `page` and `pages`. `rtl`: lines begin at the right."""

    locale: str
    titles: dict[Kind, str]
    number: str
    date: str
    booking: str
    corrects: str
    buyer: str
    tax_id: str
    service: str
    quantity: str
    net: str
    rate: str
    tax: str
    gross: str
    served_on: str
    net_total: str
    total: str
    paid: str
    paid_back: str
    due: str
    page: str
    rtl: bool = False


ENGLISH = Words(
    locale="en",
    titles={Kind.INVOICE: "Invoice", Kind.CREDIT_NOTE: "Credit note"},
    number="Number",
    date="Date",
    booking="Booking",
    corrects="Corrects",
    buyer="Bill to",
    tax_id="Tax ID",
    service="Service",
    quantity="Qty",
    net="Net",
    rate="Rate",
    tax="Tax",
    gross="Amount",
    served_on="Date of service",
    net_total="Net",
    total="Total",
    paid="Paid",
    paid_back="Paid back",
    due="Still to be paid",
    page="Page {page} of {pages}",
)
GERMAN = Words(
    locale="de",
    titles={Kind.INVOICE: "Rechnung", Kind.CREDIT_NOTE: "Rechnungskorrektur"},
    number="Nummer",
    date="Datum",
    booking="Buchung",
    corrects="Korrigiert",
    buyer="Rechnung an",
    tax_id="Steuernr./USt-IdNr.",
    service="Leistung",
    quantity="Menge",
    net="Netto",
    rate="Satz",
    tax="Steuer",
    gross="Betrag",
    served_on="Leistungsdatum",
    net_total="Netto",
    total="Gesamtbetrag",
    paid="Bezahlt",
    paid_back="Erstattet",
    due="Noch zu zahlen",
    page="Seite {page} von {pages}",
)
SPANISH = Words(
    locale="es",
    titles={Kind.INVOICE: "Factura", Kind.CREDIT_NOTE: "Factura rectificativa"},
    number="Número",
    date="Fecha",
    booking="Reserva",
    corrects="Rectifica",
    buyer="Facturar a",
    tax_id="Id. fiscal",
    service="Servicio",
    quantity="Cant.",
    net="Base",
    rate="Tipo",
    tax="Impuesto",
    gross="Importe",
    served_on="Fecha del servicio",
    net_total="Base imponible",
    total="Total",
    paid="Pagado",
    paid_back="Reembolsado",
    due="Pendiente de pago",
    page="Página {page} de {pages}",
)
ARABIC = Words(
    locale="ar",
    titles={Kind.INVOICE: "فاتورة", Kind.CREDIT_NOTE: "إشعار دائن"},
    number="الرقم",
    date="التاريخ",
    booking="الحجز",
    corrects="تصحيح للفاتورة",
    buyer="فاتورة إلى",
    tax_id="الرقم الضريبي",
    service="الخدمة",
    quantity="الكمية",
    net="الصافي",
    rate="النسبة",
    tax="الضريبة",
    gross="المبلغ",
    served_on="تاريخ الخدمة",
    net_total="الصافي",
    total="المجموع",
    paid="المدفوع",
    paid_back="المبلغ المعاد",
    due="المتبقي للدفع",
    page="صفحة {page} من {pages}",
    rtl=True,
)
CATALOGUES = {words.locale: words for words in (ENGLISH, GERMAN, SPANISH, ARABIC)}


def words_of(language: str) -> Words:
    """The client's own, or English."""
    return CATALOGUES.get(language.replace("_", "-").partition("-")[0].lower(), ENGLISH)
