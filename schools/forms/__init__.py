from schools.forms.organizations import ArchiveForm, MoveForm, OrganizationCreateForm, OrganizationEditForm
from schools.forms.people import AcceptForm, PersonForm, SubstitutionForm
from schools.forms.years import SchoolYearForm

__all__ = [
    "AcceptForm",
    "ArchiveForm",
    "MoveForm",
    "OrganizationCreateForm",
    "OrganizationEditForm",
    "PersonForm",
    "SchoolYearForm",
    "SubstitutionForm",
]
