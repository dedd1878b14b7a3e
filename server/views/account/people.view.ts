import type { StoredPerson } from '#db/tables.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import { type Role, roles } from '../../people/person.ts';
import { type Standing, type StudioFrame, studioFrame } from '../studio/frame.view.ts';

/** What is known of everybody. */
export interface Team {
  readonly people: readonly StoredPerson[];
  /** Who has chosen a password. */
  readonly withPassword: ReadonlySet<string>;
  /** Until when the links that people hold are good, by person. */
  readonly links: ReadonlyMap<string, number>;
  readonly requiredFor: ReadonlySet<Role>;
  readonly now: number;
}

export interface PersonRow {
  readonly href: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly state: string;
  readonly secondFactor: string;
}

/** Everybody who has an account. */
export interface PeoplePage {
  readonly documentTitle: string;
  readonly frame: StudioFrame;
  readonly title: string;
  readonly add: string;
  readonly caption: string;
  readonly headings: readonly string[];
  readonly people: readonly PersonRow[];
  readonly rule: {
    readonly title: string;
    readonly intro: string;
    readonly legend: string;
    readonly roles: readonly { readonly value: Role; readonly label: string; readonly isChecked: boolean }[];
    readonly submit: string;
  };
}

export function peoplePage(standing: Standing, team: Team): PeoplePage {
  const { t } = standing;
  const byName = new Intl.Collator(t.locale);
  return {
    documentTitle: t('people.title'),
    frame: studioFrame(standing),
    title: t('people.title'),
    add: t('people.add'),
    caption: t('people.caption'),
    headings: [
      t('account.name'),
      t('account.email'),
      t('people.role'),
      t('people.state'),
      t('people.secondFactor'),
    ],
    people: team.people
      .toSorted((a, b) => byName.compare(a.name, b.name))
      .map((person) => ({
        href: `/studio/people/${person.id}`,
        name: person.name,
        email: person.email,
        role: t(`people.role.${person.role}`),
        state: stateOf(person, team, t),
        secondFactor: t(person.twoFactorEnabled ? 'people.secondFactor.on' : 'people.secondFactor.off'),
      })),
    rule: {
      title: t('people.rule.title'),
      intro: t('people.rule.intro'),
      legend: t('people.rule.legend'),
      roles: roles.map((value) => ({
        value,
        label: t(`people.role.${value}`),
        isChecked: team.requiredFor.has(value),
      })),
      submit: t('people.rule.submit'),
    },
  };
}

/** Whether somebody can sign in, and if not, why. */
export function stateOf(
  person: StoredPerson,
  { withPassword, links, now }: Pick<Team, 'withPassword' | 'links' | 'now'>,
  t: Translate,
): string {
  if (person.disabledAt !== null) return t('people.state.disabled');
  const until = links.get(person.id) ?? 0;
  const date = formats(t.locale).date(until);
  if (withPassword.has(person.id)) {
    return until > now ? t('people.state.link', { date }) : t('people.state.active');
  }
  return until > now ? t('people.state.invited', { date }) : t('people.state.lapsed');
}
