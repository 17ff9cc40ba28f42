from schools.forms.organizations import OrganizationCreateForm, OrganizationEditForm
from schools.forms.people import AcceptForm, PersonForm, SubstitutionForm

__all__ = ["AcceptForm", "OrganizationCreateForm", "OrganizationEditForm", "PersonForm", "SubstitutionForm"]
