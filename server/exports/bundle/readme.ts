import type { Report } from '#reports/report.ts';
import { textIn } from '#surveys/localized.ts';
import { type Locale, locales } from '../../i18n/locale.ts';
import { translator } from '../../i18n/translate.ts';

/** What a bundle is and how to run it, in both languages. */
export function readmeOf({ survey }: Pick<Report, 'survey'>): string {
  return locales.map((locale) => section(locale, survey)).join('\n');
}

function section(locale: Locale, { title, organisation, languages }: Report['survey']): string {
  const t = translator(locale);
  return `# ${t('bundle.readme.title', { title: textIn(title, locale, languages) })}

${t('bundle.readme.what', { organisation: textIn(organisation, locale, languages) })}

${t('bundle.readme.confidential')}

${t('bundle.readme.run')}

    Rscript report.R

${t('bundle.readme.outcome')}

## ${t('bundle.readme.files')}

- \`analysis.csv\`: ${t('bundle.file.analysis')}
- \`codebook.csv\`: ${t('bundle.file.codebook')}
- \`waves.csv\`, \`items.csv\`, \`ratings.csv\`, \`margins.csv\`: ${t('bundle.file.plan')}
- \`figures.csv\`: ${t('bundle.file.figures')}
- \`report.R\`: ${t('bundle.file.script')}
`;
}
