import { qrPath } from '../../qr/svg.ts';
import { qrSymbol } from '../../qr/symbol.ts';
import { type Standing, type StudioFrame, studioFrame } from '../studio/frame.view.ts';
import { type FieldView, fieldView } from './form.view.ts';

/** A secret that was just made, to be taken over by an app. It is shown this once. */
export interface SecretPage {
  readonly documentTitle: string;
  readonly frame: StudioFrame;
  readonly title: string;
  readonly intro: string;
  /** The code as a path, and how many modules wide it is. */
  readonly qr: { readonly path: string; readonly box: number; readonly label: string } | null;
  readonly byHand: string;
  readonly secret: string;
  readonly code: FieldView;
  readonly submit: string;
}

/** @param uri what the app has to know, as an `otpauth` address */
export function secretPage(standing: Standing, uri: string): SecretPage {
  const { t } = standing;
  const symbol = qrSymbol(uri);
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const code = {
    name: 'code',
    label: 'account.code.label',
    autocomplete: 'one-time-code',
    isCode: true,
  } as const;
  return {
    documentTitle: t('account.secondFactor.scan'),
    frame: studioFrame(standing),
    title: t('account.secondFactor.scan'),
    intro: t('account.secondFactor.scan.intro'),
    qr:
      symbol === null
        ? null
        : { path: qrPath(symbol), box: symbol.length, label: t('account.secondFactor.qr') },
    byHand: t('account.secondFactor.byHand'),
    secret: secret.match(/.{1,4}/g)?.join(' ') ?? secret,
    code: fieldView(code, [], t),
    submit: t('account.secondFactor.confirm'),
  };
}

/** Recovery codes that were just made. They are shown this once. */
export interface RecoveryCodesPage {
  readonly documentTitle: string;
  readonly frame: StudioFrame;
  readonly title: string;
  readonly said: string;
  readonly intro: string;
  readonly codes: readonly string[];
  readonly done: string;
}

export function recoveryCodesPage(
  standing: Standing,
  codes: readonly string[],
  isNew: boolean,
): RecoveryCodesPage {
  const { t } = standing;
  return {
    documentTitle: t('account.recoveryCodes'),
    frame: studioFrame(standing),
    title: t('account.recoveryCodes'),
    said: isNew ? t('account.secondFactor.said.on') : '',
    intro: t('account.recoveryCodes.intro'),
    codes,
    done: t('account.recoveryCodes.done'),
  };
}

/** A second factor that is set up: what can be done with it. */
export interface SecondFactorPage {
  readonly documentTitle: string;
  readonly frame: StudioFrame;
  readonly title: string;
  readonly state: string;
  readonly deeds: readonly {
    readonly title: string;
    readonly intro: string;
    readonly href: string;
    readonly label: string;
  }[];
}

export function secondFactorPage(standing: Standing, isRequired: boolean): SecondFactorPage {
  const { t } = standing;
  const deed = (key: 'renew' | 'remove', href: string) => ({
    title: t(`account.secondFactor.${key}`),
    intro: t(`account.secondFactor.${key}.intro`),
    href: `/studio/account/second-factor/${href}`,
    label: t(`account.secondFactor.${key}.go`),
  });
  return {
    documentTitle: t('people.secondFactor'),
    frame: studioFrame(standing),
    title: t('people.secondFactor'),
    state: t(isRequired ? 'account.secondFactor.isRequired' : 'account.secondFactor.isOn'),
    deeds: [deed('renew', 'recovery-codes'), ...(isRequired ? [] : [deed('remove', 'removal')])],
  };
}
