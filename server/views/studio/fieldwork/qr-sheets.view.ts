import { formats } from '../../../i18n/formats.ts';
import { codesPerPage } from '../../sheets/qr.view.ts';
import {
  type ErrorsView,
  errorsView,
  type FieldView,
  lineField,
  selectField,
  type Typed,
} from '../form.view.ts';
import { type Standing, type StudioFrame, surveyFrame } from '../frame.view.ts';
import { wavePath } from '../waves.view.ts';

/** The longest text under a code: more does not fit beside 24 on a page. */
export const longestCodeText = 80;

/** What stands under a code besides the text. */
export const codeLabels = ['customer', 'stratum'] as const;
export type CodeLabel = (typeof codeLabels)[number];

export interface QrSheetsPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly intro: string;
  readonly action: string;
  readonly errors: ErrorsView | null;
  readonly fields: readonly FieldView[];
  readonly submit: string | null;
  readonly csv: { readonly href: string; readonly label: string };
  readonly back: { readonly href: string; readonly label: string };
}

/** Choosing what stands on sheets of codes. @param codes how many customers have one @param perPart how many fit one page of ours */
export function qrSheetsPage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  wave: { readonly key: string; readonly name: string },
  { codes, perPart, typed }: { codes: number; perPart: number; typed: Typed },
): QrSheetsPage {
  const { t } = standing;
  const { integer } = formats(t.locale);
  const heading = t('qrSheets.title');
  const parts = Array.from({ length: Math.ceil(codes / perPart) }, (_, part) => {
    const first = part * perPart + 1;
    const last = Math.min(codes, first + perPart - 1);
    return [String(part + 1), t('qrSheets.part', { first: integer(first), last: integer(last) })] as const;
  });
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${wave.name} · ${survey.title}`,
    heading: `${heading} · ${wave.name}`,
    intro: codes === 0 ? t('qrSheets.none') : t('qrSheets.intro', { codes: integer(codes) }),
    action: wavePath(survey.slug, wave.key, '/qr-sheets/print'),
    errors: errorsView(t, typed.errors),
    fields: [
      selectField(
        { name: 'per', label: t('qrSheets.per') },
        typed,
        codesPerPage.map((each) => [String(each), t(`qrSheets.per.${each}`)] as const),
        '12',
      ),
      lineField({ name: 'text', label: t('qrSheets.text'), hint: t('qrSheets.text.hint') }, typed, {
        value: t('sheets.text'),
      }),
      selectField(
        { name: 'label', label: t('qrSheets.label') },
        typed,
        codeLabels.map((each) => [each, t(`qrSheets.label.${each}`)] as const),
      ),
      ...(parts.length > 1
        ? [
            selectField(
              { name: 'part', label: t('qrSheets.parts'), hint: t('qrSheets.parts.hint') },
              typed,
              parts,
            ),
          ]
        : []),
    ],
    submit: codes === 0 ? null : t('qrSheets.go'),
    csv: { href: wavePath(survey.slug, wave.key, '/links.csv'), label: t('qrSheets.csv') },
    back: { href: wavePath(survey.slug, wave.key), label: t('fieldwork.back', { wave: wave.name }) },
  };
}
