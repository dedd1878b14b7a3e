import type { ClassRule } from '#surveys/sampling/class-rules.ts';
import { formats } from '../i18n/formats.ts';
import type { Translate } from '../i18n/translate.ts';

/** A rule by which customers were put into classes, in words. */
export function classRuleText(t: Translate, rule: ClassRule): string {
  if (rule.kind === 'rfm') {
    const { bands, from = '…', until = '…' } = rule;
    return t('cli.classRule.rfm', { bands, from, until });
  }
  const percent = (share: number) => {
    const isWhole = Math.abs(100 * share - Math.round(100 * share)) < 1e-9;
    return formats(t.locale).percent(share, isWhole ? 0 : 1);
  };
  return t(`cli.classRule.${rule.kind}`, { a: percent(rule.a), b: percent(rule.b) });
}
