import { type Role, roles } from '../../people/person.ts';
import { type Standing, type StudioFrame, studioFrame } from '../studio/frame.view.ts';
import { type ErrorsView, errorsView, type FieldView, type FormProblem, fieldView } from './form.view.ts';

/** Adding somebody. */
export interface NewPersonPage {
  readonly documentTitle: string;
  readonly frame: StudioFrame;
  readonly title: string;
  readonly errors: ErrorsView | null;
  readonly fields: readonly FieldView[];
  readonly roles: RolesView;
  readonly submit: string;
  readonly back: string;
}

/** The roles to choose from, each with what it may do. */
export interface RolesView {
  readonly legend: string;
  readonly roles: readonly {
    readonly value: Role;
    readonly label: string;
    readonly hint: string;
    readonly isChecked: boolean;
  }[];
}

export function rolesView(t: Standing['t'], chosen: Role): RolesView {
  return {
    legend: t('people.role'),
    roles: roles.map((value) => ({
      value,
      label: t(`people.role.${value}`),
      hint: t(`people.role.${value}.may`),
      isChecked: value === chosen,
    })),
  };
}

export function newPersonPage(
  standing: Standing,
  typed: {
    readonly name: string;
    readonly email: string;
    readonly role: Role;
    readonly problems: readonly FormProblem[];
  },
): NewPersonPage {
  const { t } = standing;
  const { name, email, role, problems } = typed;
  const title = t('people.new.title');
  return {
    documentTitle: problems.length > 0 ? `${t('account.errors')}: ${title}` : title,
    frame: studioFrame(standing),
    title,
    errors: errorsView(problems, t),
    fields: [
      fieldView({ name: 'name', label: 'account.name', value: name }, problems, t),
      fieldView({ name: 'email', label: 'account.email', type: 'email', value: email }, problems, t),
    ],
    roles: rolesView(t, role),
    submit: t('people.new.submit'),
    back: t('people.title'),
  };
}
