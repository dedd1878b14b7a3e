import type { StoredPerson } from '#db/tables.ts';
import type { MessageKey } from '../../i18n/translate.ts';
import { type Standing, type StudioFrame, studioFrame } from '../studio/frame.view.ts';
import { type ErrorsView, errorsView, type FormProblem } from './form.view.ts';
import { type RolesView, rolesView } from './new-person.view.ts';
import { stateOf, type Team } from './people.view.ts';

/** One person, as administrators see them. */
export interface PersonPage {
  readonly documentTitle: string;
  readonly frame: StudioFrame;
  readonly back: string;
  readonly title: string;
  readonly said: string;
  readonly errors: ErrorsView | null;
  readonly facts: readonly { readonly term: string; readonly value: string }[];
  /** A link that was just made. It is shown this once. */
  readonly link: { readonly title: string; readonly intro: string; readonly address: string } | null;
  readonly role: RolesView & { readonly action: string; readonly submit: string };
  /** What else can be done, each a button of its own. */
  readonly deeds: readonly {
    readonly action: string;
    readonly intro: string;
    readonly submit: string;
    readonly isGrave: boolean;
  }[];
  readonly deedsTitle: string;
}

export interface ShownPerson extends Pick<Team, 'withPassword' | 'links' | 'now'> {
  readonly person: StoredPerson;
  readonly said?: MessageKey | null;
  readonly link?: string | null;
  readonly problems?: readonly FormProblem[];
}

export function personPage(standing: Standing, shown: ShownPerson): PersonPage {
  const { t } = standing;
  const { person, said = null, link = null, problems = [] } = shown;
  const path = `/studio/people/${person.id}`;
  return {
    documentTitle: person.name,
    frame: studioFrame(standing),
    back: t('people.title'),
    title: person.name,
    said: said === null ? '' : t(said),
    errors: errorsView(problems, t),
    facts: [
      { term: t('account.email'), value: person.email },
      { term: t('people.state'), value: stateOf(person, shown, t) },
      {
        term: t('people.secondFactor'),
        value: t(person.twoFactorEnabled ? 'people.secondFactor.on' : 'people.secondFactor.off'),
      },
    ],
    link:
      link === null ? null : { title: t('people.link.title'), intro: t('people.link.intro'), address: link },
    role: { ...rolesView(t, person.role), action: `${path}/role`, submit: t('people.role.submit') },
    deedsTitle: t('people.deeds'),
    deeds: deedsOn(person, shown.withPassword.has(person.id), path, t),
  };
}

function deedsOn(
  person: StoredPerson,
  hasPassword: boolean,
  path: string,
  t: Standing['t'],
): PersonPage['deeds'] {
  const deed = (action: string, key: 'enable' | 'disable' | 'invite' | 'password' | 'dropSecondFactor') => ({
    action: `${path}/${action}`,
    intro: t(`people.deed.${key}.intro`),
    submit: t(`people.deed.${key}`),
    isGrave: key === 'disable',
  });
  if (person.disabledAt !== null) return [deed('enable', 'enable')];
  return [
    hasPassword ? deed('password-link', 'password') : deed('password-link', 'invite'),
    ...(person.twoFactorEnabled ? [deed('second-factor-link', 'dropSecondFactor')] : []),
    deed('disable', 'disable'),
  ];
}
