"""Contact, and what the law or good manners ask a portal to say about itself."""

from home.models import ContactPage, StandardPage
from portal.demo.content.facts import ASSOCIATION
from portal.demo.page import DemoPage, Library
from portal.demo.text import Rich, T

EMAIL = ASSOCIATION["email"]
MAILTO = f'<a href="mailto:{EMAIL}">{EMAIL}</a>'

FORM_FIELDS = [
    {
        "field_type": "singleline",
        "label": T("Imię i nazwisko", "Full name"),
        "autocomplete": "name",
    },
    {
        "field_type": "email",
        "label": T("Adres e-mail", "E-mail address"),
        "help_text": T("Na ten adres odpowiemy.", "We will reply to this address."),
        "autocomplete": "email",
    },
    {
        "field_type": "singleline",
        "label": T("Organizacja", "Organisation"),
        "help_text": T(
            "Firma, urząd lub uczelnia, jeśli piszesz w jej imieniu.",
            "Your company, authority or university, if you write on its behalf.",
        ),
        "required": False,
        "autocomplete": "organization",
    },
    {
        "field_type": "dropdown",
        "label": T("Temat", "Topic"),
        "choices": T(
            "Inwestycje\nWspółpraca z klastrem\nWydarzenia\nMedia\nInna sprawa",
            "Investment\nWorking with the cluster\nEvents\nMedia\nSomething else",
        ),
    },
    {"field_type": "multiline", "label": T("Wiadomość", "Message")},
    {
        "field_type": "consent",
        "clean_name": "zgoda",
        "label": T(
            "Zgadzam się na przetwarzanie moich danych osobowych w celu udzielenia odpowiedzi.",
            "I agree to the processing of my personal data for the purpose of answering me.",
        ),
    },
]


def privacy_body(library: Library) -> list:
    return [
        ("heading", {"text": T("Kto odpowiada za dane", "Who is responsible"), "level": "h2"}),
        (
            "paragraph",
            Rich(
                "<p>Administratorem danych jest Stowarzyszenie Klaster Obszaru Nowej Energii, "
                "ul. Główna 122, 97-410 Kleszczów. W sprawach danych osobowych można pisać na "
                f"adres {MAILTO} lub dzwonić pod numer +48 607 444 242.</p>",
                "<p>The controller of the data is Stowarzyszenie Klaster Obszaru Nowej Energii, "
                "ul. Główna 122, 97-410 Kleszczów, Poland. On matters of personal data, write to "
                f"{MAILTO} or call +48 607 444 242.</p>",
            ),
        ),
        ("heading", {"text": T("Jakie dane i po co", "What data, and what for"), "level": "h2"}),
        (
            "table",
            {
                "caption": T("Przetwarzanie danych w portalu", "Data processing on the portal"),
                "columns": [
                    {"type": "text", "heading": T("Dane", "Data")},
                    {"type": "text", "heading": T("Cel", "Purpose")},
                    {"type": "text", "heading": T("Podstawa prawna", "Legal basis")},
                    {"type": "text", "heading": T("Jak długo", "How long")},
                ],
                "rows": [
                    {
                        "values": [
                            T(
                                "imię i nazwisko, e-mail, organizacja, temat i treść wiadomości",
                                "name, e-mail address, organisation, topic and text of the message",
                            ),
                            T("odpowiedź na wiadomość", "answering the message"),
                            T("zgoda: art. 6 ust. 1 lit. a RODO", "consent: GDPR art. 6(1)(a)"),
                            T(
                                "tyle, ile podaje formularz, albo do wycofania zgody",
                                "as long as the form says, or until consent is withdrawn",
                            ),
                        ]
                    },
                    {
                        "values": [
                            T(
                                "adres IP: na czas odpowiedzi i ochrony przed zalewem zapytań; "
                                "dziennik wejść go nie zawiera",
                                "IP address: while we answer and for limits against floods; "
                                "the log of visits does not have it",
                            ),
                            T("bezpieczeństwo portalu", "security of the portal"),
                            T(
                                "prawnie uzasadniony interes: art. 6 ust. 1 lit. f RODO",
                                "legitimate interest: GDPR art. 6(1)(f)",
                            ),
                            T("do godziny", "an hour at the most"),
                        ]
                    },
                ],
            },
        ),
        (
            "paragraph",
            Rich(
                "<p>Podanie danych jest dobrowolne, ale bez adresu e-mail nie odpowiemy na "
                "wiadomość. Dane otrzymują tylko ci, którzy utrzymują serwer i pocztę na zlecenie "
                "administratora. Danych nie profilujemy i nie podejmujemy na ich podstawie "
                "zautomatyzowanych decyzji.</p>",
                "<p>Providing the data is voluntary, but without an e-mail address we cannot "
                "reply. Only those who run the server and the mail on the controller’s behalf "
                "receive the data. We do no profiling and make no automated decisions.</p>",
            ),
        ),
        ("heading", {"text": T("Twoje prawa", "Your rights"), "level": "h2"}),
        (
            "paragraph",
            Rich(
                "<ul><li>dostęp do danych i ich kopia,</li><li>sprostowanie i usunięcie,</li>"
                "<li>ograniczenie przetwarzania i sprzeciw,</li><li>przeniesienie danych,</li>"
                "<li>wycofanie zgody w każdej chwili; nie zmienia to zgodności z prawem tego, co "
                "działo się wcześniej,</li>"
                "<li>skarga do Prezesa Urzędu Ochrony Danych Osobowych.</li></ul>",
                "<ul><li>access to the data and a copy of them,</li>"
                "<li>rectification and erasure,</li>"
                "<li>restriction of processing, and objection,</li><li>portability,</li>"
                "<li>withdrawal of consent at any time; what was done before stays lawful,</li>"
                "<li>a complaint to the President of the Personal Data Protection Office "
                "(Prezes Urzędu Ochrony Danych Osobowych).</li></ul>",
            ),
        ),
        ("heading", {"text": T("Pliki cookie", "Cookies"), "level": "h2"}),
        (
            "paragraph",
            Rich(
                "<p>Portal nie zapisuje plików cookie u czytelników i niczego nie pobiera z innych "
                "serwisów, dopóki nie otworzysz mapy lub filmu.</p>"
                "<p><i>To wzór do wersji demonstracyjnej. Przed uruchomieniem portalu treść "
                "zatwierdza stowarzyszenie.</i></p>",
                "<p>The portal stores no cookies on readers’ devices and loads nothing from other "
                "sites until you open a map or a film yourself.</p>"
                "<p><i>This is a model text for the demonstration. The association approves the "
                "wording before the portal goes live.</i></p>",
            ),
        ),
    ]


def accessibility_body(library: Library) -> list:
    return [
        ("heading", {"text": T("Do czego dążymy", "What we aim at"), "level": "h2"}),
        (
            "paragraph",
            Rich(
                "<p>Portal budujemy według wytycznych <b>WCAG 2.2 na poziomie AA</b>:</p>"
                "<ul><li>można się po nim poruszać samą klawiaturą,</li>"
                "<li>obrazy mają teksty alternatywne w obu językach,</li>"
                "<li>strony działają bez JavaScriptu i przy powiększeniu tekstu,</li>"
                "<li>język strony, cytatu i dokumentu jest zawsze podany.</li></ul>",
                "<p>The portal is built to <b>WCAG 2.2, level AA</b>:</p>"
                "<ul><li>it can be used with a keyboard alone,</li>"
                "<li>pictures have text alternatives in both languages,</li>"
                "<li>pages work without JavaScript and with enlarged text,</li>"
                "<li>the language of a page, a quotation and a document is always stated."
                "</li></ul>",
            ),
        ),
        ("heading", {"text": T("Co jeszcze nie działa", "What does not work yet"), "level": "h2"}),
        (
            "paragraph",
            Rich(
                "<ul><li>Pliki PDF z programem nie mają znaczników budowy tekstu; ten sam program "
                "jest na stronie wydarzenia.</li>"
                "<li>Mapa pochodzi z innego serwisu i nie mamy wpływu na jej dostępność; adres "
                "podajemy też tekstem.</li></ul>",
                "<ul><li>The PDF programmes carry no structure tags; the same programme stands on "
                "the page of the event.</li>"
                "<li>The map comes from another site and its accessibility is not in our hands; "
                "the address is given as text too.</li></ul>",
            ),
        ),
        ("heading", {"text": T("Napisz, jeśli coś przeszkadza", "Tell us"), "level": "h2"}),
        (
            "paragraph",
            Rich(
                f"<p>Uwagi i prośby o inną formę treści przyjmujemy pod adresem {MAILTO} "
                "i numerem +48 607 444 242.</p>"
                "<p><i>Deklaracja dotyczy wersji demonstracyjnej. Przed uruchomieniem portalu "
                "stowarzyszenie uzupełni ją o wynik i datę badania.</i></p>",
                "<p>Remarks, and requests for content in another form, are welcome at "
                f"{MAILTO} and on +48 607 444 242.</p>"
                "<p><i>This statement is about the demonstration. Before the portal goes live, the "
                "association will add the result and the date of an audit.</i></p>",
            ),
        ),
    ]


NOTICE_PAGES = [
    DemoPage(
        key="contact",
        model=ContactPage,
        title=T("Kontakt", "Contact"),
        slug=T("kontakt", "contact"),
        fields=lambda library: {
            "intro": Rich(
                "<p>Zadzwoń albo napisz. Odpowiadamy przedsiębiorcom, samorządom, inwestorom "
                "i mieszkańcom regionu.</p>",
                "<p>Call us or write. We reply to businesses, local government, investors and the "
                "people of the region.</p>",
            ),
            "data_information": Rich(
                "<p>Administratorem danych jest Stowarzyszenie Klaster Obszaru Nowej Energii. "
                "Danych używamy tylko po to, żeby odpowiedzieć; zgodę można wycofać w każdej "
                "chwili.</p>",
                "<p>The controller of the data is Stowarzyszenie Klaster Obszaru Nowej Energii. "
                "We use the data only to answer; consent can be withdrawn at any time.</p>",
            ),
            "thanks": Rich(
                "<p>Odpowiemy na podany adres e-mail.</p>",
                "<p>We will reply to the e-mail address you gave.</p>",
            ),
            "to_address": EMAIL,
            "subject": "Wiadomość z portalu",
            "form_fields": FORM_FIELDS,
            "search_description": T(
                "Adres, telefon i formularz kontaktowy Klastra Obszaru Nowej Energii.",
                "Address, telephone and contact form of the New Energy Area Cluster.",
            ),
        },
        in_menus=True,
    ),
    DemoPage(
        key="privacy",
        model=StandardPage,
        title=T("Ochrona danych osobowych", "Personal data notice"),
        slug=T("ochrona-danych", "privacy"),
        fields=lambda library: {
            "lead": T(
                "Informacja, której wymaga art. 13 RODO: kto i po co przetwarza dane osób, "
                "które do nas piszą, oraz jakie prawa im przysługują.",
                "The information that GDPR art. 13 requires: who processes the data of those who "
                "write to us, what for, and what rights they have.",
            ),
        },
        body=privacy_body,
    ),
    DemoPage(
        key="accessibility",
        model=StandardPage,
        title=T("Deklaracja dostępności", "Accessibility statement"),
        slug=T("deklaracja-dostepnosci", "accessibility"),
        fields=lambda library: {
            "lead": T(
                "Portal ma służyć wszystkim: także tym, którzy nie widzą ekranu, nie używają "
                "myszy albo potrzebują większych liter.",
                "The portal should serve everybody: those who do not see the screen, use no mouse "
                "or need larger letters too.",
            ),
        },
        body=accessibility_body,
    ),
]
