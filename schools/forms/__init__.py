from schools.forms.organizations import ArchiveForm, MoveForm, OrganizationCreateForm, OrganizationEditForm
from schools.forms.people import AcceptForm, PersonForm, SubstitutionForm

__all__ = [
    "AcceptForm",
    "ArchiveForm",
    "MoveForm",
    "OrganizationCreateForm",
    "OrganizationEditForm",
    "PersonForm",
    "SubstitutionForm",
]
