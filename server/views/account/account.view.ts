import type { StoredSession } from '#db/tables.ts';
import { formats } from '../../i18n/formats.ts';
import { nameOfLanguage } from '../../i18n/language-names.ts';
import { locales } from '../../i18n/locale.ts';
import type { MessageKey } from '../../i18n/translate.ts';
import { type Standing, type StudioFrame, studioFrame } from '../studio/frame.view.ts';
import { deviceName } from './device-name.ts';
import {
  type ErrorsView,
  errorsView,
  type FieldView,
  type FormProblem,
  fieldView,
  newPasswordField,
} from './form.view.ts';

export type ShownSession = Pick<StoredSession, 'id' | 'userAgent' | 'createdAt' | 'expiresAt'>;

/** One's own account. */
export interface AccountPage {
  readonly documentTitle: string;
  readonly frame: StudioFrame;
  readonly title: string;
  readonly said: string;
  readonly errors: ErrorsView | null;
  readonly facts: readonly { readonly term: string; readonly value: string }[];
  readonly profile: {
    readonly title: string;
    readonly name: FieldView;
    readonly language: {
      readonly label: string;
      readonly choices: readonly {
        readonly value: string;
        readonly label: string;
        readonly isChosen: boolean;
      }[];
    };
    readonly submit: string;
  };
  readonly password: {
    readonly title: string;
    readonly intro: string;
    readonly fields: readonly FieldView[];
    readonly submit: string;
  };
  readonly secondFactor: {
    readonly title: string;
    readonly state: string;
    readonly href: string;
    readonly label: string;
  };
  readonly sessions: {
    readonly title: string;
    readonly intro: string;
    readonly headings: readonly string[];
    readonly rows: readonly {
      readonly device: string;
      readonly since: string;
      readonly until: string;
      readonly here: string;
      readonly action: string;
      readonly name: string;
    }[];
    readonly end: string;
    readonly endOthers: string;
  };
}

export interface ShownAccount {
  readonly person: {
    readonly name: string;
    readonly email: string;
    readonly role: 'administrator' | 'designer' | 'analyst' | 'reader';
    readonly locale: string | null;
  };
  readonly hasSecondFactor: boolean;
  readonly sessions: readonly ShownSession[];
  /** The session that asks. */
  readonly current: string;
  readonly said: MessageKey | null;
  /** A name that was typed and is not kept. */
  readonly typedName?: string;
  readonly problems: readonly FormProblem[];
}

export function accountPage(standing: Standing, shown: ShownAccount): AccountPage {
  const { t } = standing;
  const { person, problems, said } = shown;
  return {
    documentTitle:
      problems.length > 0 ? `${t('account.errors')}: ${t('studio.account')}` : t('studio.account'),
    frame: studioFrame(standing),
    title: t('studio.account'),
    said: said === null ? '' : t(said),
    errors: errorsView(problems, t),
    facts: [
      { term: t('account.email'), value: person.email },
      { term: t('people.role'), value: t(`people.role.${person.role}`) },
    ],
    profile: profileOf(shown, t),
    password: {
      title: t('account.password.title'),
      intro: t('account.password.intro'),
      fields: passwordFields(problems, t),
      submit: t('account.password.submit'),
    },
    secondFactor: {
      title: t('people.secondFactor'),
      state: t(shown.hasSecondFactor ? 'account.secondFactor.isOn' : 'account.secondFactor.isOff'),
      href: '/studio/account/second-factor',
      label: t(shown.hasSecondFactor ? 'account.secondFactor.change' : 'account.secondFactor.setUp'),
    },
    sessions: sessionsOf(shown, t),
  };
}

function profileOf({ person, typedName, problems }: ShownAccount, t: Standing['t']): AccountPage['profile'] {
  const languages = locales.map((tag) => ({ value: tag as string, label: nameOfLanguage(tag) }));
  const name = {
    name: 'name',
    label: 'account.name',
    value: typedName ?? person.name,
    autocomplete: 'name',
  } as const;
  return {
    title: t('account.profile.title'),
    name: fieldView(name, problems, t),
    language: {
      label: t('account.profile.language'),
      choices: [{ value: '', label: t('account.profile.browser') }, ...languages].map((choice) => ({
        ...choice,
        isChosen: choice.value === (person.locale ?? ''),
      })),
    },
    submit: t('account.profile.submit'),
  };
}

function passwordFields(problems: readonly FormProblem[], t: Standing['t']): readonly FieldView[] {
  const current = {
    name: 'current',
    label: 'account.currentPassword',
    type: 'password',
    autocomplete: 'current-password',
  } as const;
  return [fieldView(current, problems, t), fieldView(newPasswordField, problems, t)];
}

function sessionsOf({ sessions, current }: ShownAccount, t: Standing['t']): AccountPage['sessions'] {
  const { date } = formats(t.locale);
  return {
    title: t('account.sessions.title'),
    intro: t('account.sessions.intro'),
    headings: [t('account.sessions.device'), t('account.sessions.since'), t('account.sessions.until')],
    rows: sessions.map(({ id, userAgent, createdAt, expiresAt }) => {
      const device = deviceName(userAgent) ?? t('account.sessions.unknown');
      return {
        device,
        since: date(createdAt),
        until: date(expiresAt),
        here: id === current ? t('account.sessions.here') : '',
        action: `/studio/account/sessions/${id}/end`,
        name: t('account.sessions.endOne', { device }),
      };
    }),
    end: t('account.sessions.end'),
    endOthers: sessions.length > 1 ? t('account.sessions.endOthers') : '',
  };
}
