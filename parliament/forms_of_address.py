"""How officials are addressed, in English and in French, for women, men and where the title is unknown.

After the Government of Canada's table of titles: ministers and privy councillors are honourable for life,
prime ministers right honourable. Where the form of address is unknown, the neutral form is used; in French
the doubled form (« Madame, Monsieur ») stands for it.
"""

from typing import NamedTuple


class FormOfAddress(NamedTuple):
    """The name line of an address, the office line ("" for a member), the salutation and the closing formula."""

    name_line: str
    title: str
    salutation: str
    closing: str


def _holds_a_seat(person):
    """A minister or prime minister whose record names no riding holds none."""
    return bool(getattr(person, "riding_en", "") or getattr(person, "riding_fr", ""))


def _english(person):
    name = person.full_name
    member = ", M.P." if _holds_a_seat(person) else ""
    portfolio = getattr(person, "portfolio_en", "")
    if person.role == "minister":
        return FormOfAddress(
            f"The Honourable {name}, P.C.{member}",
            f"Minister of {portfolio}" if portfolio else "Minister",
            "Dear Minister:",
            "Yours sincerely,",
        )
    if person.role == "prime_minister":
        return FormOfAddress(
            f"The Right Honourable {name}, P.C.{member}",
            "Prime Minister of Canada",
            "Dear Prime Minister:",
            "Yours sincerely,",
        )
    courtesy = {"f": "Ms.", "m": "Mr."}.get(person.gender, "")
    greeting = f"Dear {courtesy} {person.last_name}:" if courtesy else f"Dear {name}:"
    if person.role == "mp_privy_councillor":
        return FormOfAddress(f"The Honourable {name}, P.C., M.P.", "", greeting, "Yours sincerely,")
    return FormOfAddress(f"{courtesy} {name}, M.P.".strip(), "", greeting, "Yours sincerely,")


def _choose(gender, woman, man, neutral):
    return {"f": woman, "m": man}.get(gender, neutral)


def _french(person):
    name, gender = person.full_name, person.gender
    deputy = _choose(gender, "députée", "député", "membre du Parlement")
    member = f", {deputy}" if _holds_a_seat(person) else ""
    if person.role == "minister":
        form = _choose(gender, "Madame la Ministre", "Monsieur le Ministre", "Madame, Monsieur")
        portfolio = getattr(person, "portfolio_fr", "")
        return FormOfAddress(
            f"L’honorable {name}, C.P.{member}",
            f"Ministre de {portfolio}" if portfolio else "Ministre",
            f"{form},",
            f"Je vous prie d’agréer, {form}, l’expression de ma haute considération.",
        )
    if person.role == "prime_minister":
        article = _choose(gender, "La très honorable", "Le très honorable", "Très honorable")
        title = _choose(gender, "Première ministre", "Premier ministre", "Première ministre ou premier ministre")
        form = _choose(gender, "Madame la Première Ministre", "Monsieur le Premier Ministre", "Madame, Monsieur")
        return FormOfAddress(
            f"{article} {name}, C.P.{member}",
            f"{title} du Canada",
            f"{form},",
            f"Je vous prie d’agréer, {form}, l’expression de ma très haute considération.",
        )
    courtesy = _choose(gender, "Madame", "Monsieur", "")
    form = _choose(gender, "Madame la Députée", "Monsieur le Député", "Madame, Monsieur")
    honour = "L’honorable " if person.role == "mp_privy_councillor" else f"{courtesy} " if courtesy else ""
    council = ", C.P." if person.role == "mp_privy_councillor" else ""
    return FormOfAddress(
        f"{honour}{name}{council}, {deputy}",
        "",
        f"{form}," if courtesy else "Bonjour,",
        f"Je vous prie d’agréer, {form}, l’expression de mes sentiments distingués.",
    )


def form_of_address(person, language):
    """The FormOfAddress of a decision-maker (anything with role, gender, names and portfolios) in "en" or "fr"."""
    return _french(person) if language == "fr" else _english(person)


def own_member(language):
    """The FormOfAddress of a letter to the reader's own member, whose name they fill in."""
    if language == "fr":
        return FormOfAddress(
            "[Nom de votre membre du Parlement]",
            "",
            "Bonjour,",
            "Je vous prie d’agréer, Madame, Monsieur, l’expression de mes sentiments distingués.",
        )
    return FormOfAddress("[Name of your MP], M.P.", "", "Dear [name of your MP]:", "Yours sincerely,")


def house_of_commons(language):
    """The address lines of any member at the House, where mail needs no stamp."""
    if language == "fr":
        return ["Chambre des communes", "Ottawa (Ontario)  K1A 0A6"]
    return ["House of Commons", "Ottawa, Ontario  K1A 0A6"]


def is_house_of_commons(lines):
    """Whether these are address lines at the House: its postal code is that of nobody else."""
    return any("K1A 0A6" in " ".join(line.upper().split()) for line in lines)
