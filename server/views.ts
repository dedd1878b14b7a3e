import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import Handlebars from 'handlebars';
import type { Sheet } from './assets.ts';
import type { LogoView } from './brand.ts';
import type { AccountPage } from './views/account/account.view.ts';
import type { AuditPage } from './views/account/audit.view.ts';
import type { AccountFormPage } from './views/account/form.view.ts';
import type { NewPersonPage } from './views/account/new-person.view.ts';
import type { PeoplePage } from './views/account/people.view.ts';
import type { PersonPage } from './views/account/person.view.ts';
import type { RecoveryCodesPage, SecondFactorPage, SecretPage } from './views/account/second-factor.view.ts';
import type { SharingPage } from './views/account/sharing.view.ts';
import type { ErrorPage } from './views/error.view.ts';
import type { ReportMailView } from './views/mail/report.view.ts';
import type { ChartsPage } from './views/reports/charts.view.ts';
import type { CommentsPageView } from './views/reports/comments-page.view.ts';
import type { HeatDrawing } from './views/reports/heat-drawing.view.ts';
import type { ReportPage } from './views/reports/report.view.ts';
import type { UnsubscribePage } from './views/reports/unsubscribe.view.ts';
import type { WallPage } from './views/reports/wall.view.ts';
import type { WeightsPage } from './views/reports/weights.view.ts';
import type { AnswersPage } from './views/respond/answers.view.ts';
import type { InvitationsPage } from './views/respond/invitations.view.ts';
import type { RespondPage } from './views/respond/page.view.ts';
import type { PrivacyPage } from './views/respond/privacy.view.ts';
import type { ResumePage } from './views/respond/resume.view.ts';
import type { EndPage } from './views/respond/thanks.view.ts';
import type { WithdrawalPage } from './views/respond/withdrawal.view.ts';
import type { QrSheetPage } from './views/sheets/qr.view.ts';
import type { AnswersPage as TakenAnswersPage } from './views/studio/answers.view.ts';
import type { AskingPage } from './views/studio/asking.view.ts';
import type { ComparePage } from './views/studio/compare.view.ts';
import type { CustomersPage } from './views/studio/customers.view.ts';
import type { FactorsPage } from './views/studio/design/factors.view.ts';
import type { OutlinePage } from './views/studio/design/outline.view.ts';
import type { PartPage } from './views/studio/design/part.view.ts';
import type { SettingsPage } from './views/studio/design/settings.view.ts';
import type { TextsPage } from './views/studio/design/texts.view.ts';
import type { DrawPage } from './views/studio/draw.view.ts';
import type { StudioErrorPage } from './views/studio/error.view.ts';
import type { DispositionsFilePage } from './views/studio/fieldwork/dispositions-file.view.ts';
import type { EnteringPage } from './views/studio/fieldwork/entering.view.ts';
import type { MemberPage } from './views/studio/fieldwork/member.view.ts';
import type { QrSheetsPage } from './views/studio/fieldwork/qr-sheets.view.ts';
import type { SamplePage } from './views/studio/fieldwork/sample.view.ts';
import type { StudioFormPage } from './views/studio/form-page.view.ts';
import type { IndicesPage } from './views/studio/indices.view.ts';
import type { ListPage } from './views/studio/list.view.ts';
import type { ListColumnsPage } from './views/studio/list-columns.view.ts';
import type { LivePage } from './views/studio/live.view.ts';
import type { MeasuresPage } from './views/studio/measures.view.ts';
import type { NewSurveyPage } from './views/studio/new-survey.view.ts';
import type { NoPreviewPage, PreviewPage } from './views/studio/preview/preview.view.ts';
import type { HistoryPage } from './views/studio/publish/history.view.ts';
import type { PublishPage } from './views/studio/publish/publish.view.ts';
import type { VersionsPage } from './views/studio/publish/versions.view.ts';
import type { QualityPage } from './views/studio/quality.view.ts';
import type { ReportLinksPage } from './views/studio/report-links.view.ts';
import type { ReportMailPage } from './views/studio/report-mail.view.ts';
import type { ReportsPage } from './views/studio/reports.view.ts';
import type { ResponsePage } from './views/studio/response.view.ts';
import type { SizesPage } from './views/studio/sizes.view.ts';
import type { SurveyPage } from './views/studio/survey.view.ts';
import type { SurveysPage } from './views/studio/surveys.view.ts';
import type { TemplatePage } from './views/studio/template.view.ts';
import type { TemplatesPage } from './views/studio/templates.view.ts';
import type { VoicesPage } from './views/studio/voices.view.ts';
import type { WavePage } from './views/studio/wave.view.ts';
import type { WavesPage } from './views/studio/waves.view.ts';

/** The pages of the studio. */
export interface StudioViews {
  'account/account': AccountPage;
  'account/audit': AuditPage;
  'account/form': AccountFormPage;
  'account/new-person': NewPersonPage;
  'account/people': PeoplePage;
  'account/person': PersonPage;
  'account/recovery-codes': RecoveryCodesPage;
  'account/second-factor': SecondFactorPage;
  'account/secret': SecretPage;
  'account/sharing': SharingPage;
  'studio/design/factors': FactorsPage;
  'studio/design/outline': OutlinePage;
  'studio/design/part': PartPage;
  'studio/design/settings': SettingsPage;
  'studio/design/texts': TextsPage;
  'studio/answers': TakenAnswersPage;
  'studio/asking': AskingPage;
  'studio/compare': ComparePage;
  'studio/customers': CustomersPage;
  'studio/draw': DrawPage;
  'studio/error': StudioErrorPage;
  'studio/fieldwork/dispositions-file': DispositionsFilePage;
  'studio/fieldwork/member': MemberPage;
  'studio/fieldwork/qr-sheets': QrSheetsPage;
  'studio/fieldwork/sample': SamplePage;
  'studio/form-page': StudioFormPage;
  'studio/indices': IndicesPage;
  'studio/list': ListPage;
  'studio/list-columns': ListColumnsPage;
  'studio/live': LivePage;
  'studio/measures': MeasuresPage;
  'studio/voices': VoicesPage;
  'studio/quality': QualityPage;
  'studio/report-links': ReportLinksPage;
  'studio/report-mail': ReportMailPage;
  'studio/reports': ReportsPage;
  'studio/response': ResponsePage;
  'studio/new-survey': NewSurveyPage;
  'studio/preview/none': NoPreviewPage;
  'studio/preview/preview': PreviewPage;
  'studio/publish/history': HistoryPage;
  'studio/publish/publish': PublishPage;
  'studio/publish/versions': VersionsPage;
  'studio/sizes': SizesPage;
  'studio/survey': SurveyPage;
  'studio/surveys': SurveysPage;
  'studio/template': TemplatePage;
  'studio/templates': TemplatesPage;
  'studio/wave': WavePage;
  'studio/waves': WavesPage;
}

/** Every page, with the plain data its template needs. */
export interface Views extends StudioViews {
  error: ErrorPage;
  'mail/report': ReportMailView;
  'reports/unsubscribe': UnsubscribePage;
  'reports/charts': ChartsPage;
  'reports/comments': CommentsPageView;
  'reports/drawings': { readonly heat: HeatDrawing | null };
  'reports/report': ReportPage;
  'reports/wall': WallPage;
  'reports/weights': WeightsPage;
  'sheets/qr': QrSheetPage;
  'studio/fieldwork/entering': EnteringPage;
  'respond/answers': AnswersPage;
  'respond/invitations': InvitationsPage;
  'respond/page': RespondPage;
  'respond/privacy': PrivacyPage;
  'respond/resume': ResumePage;
  'respond/thanks': EndPage;
  'respond/withdrawal': WithdrawalPage;
}

/** What stands around a page's body. */
export interface PageFrame {
  /** The language of the page, as a BCP 47 tag. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  /** Addresses of style sheets, and those that stand in the page itself. */
  readonly styles: readonly string[];
  readonly sheets: readonly Sheet[];
  readonly scripts: readonly string[];
  readonly icon: { readonly address: string; readonly type: string };
  /** The organisation's logo; it stands in the page's head, as `@logo` of the templates, and is the icon. */
  readonly logo: LogoView | null;
  /** Said over the page, of a page that is not what it seems. */
  readonly mark: { readonly text: string; readonly language: string } | null;
}

/** A whole page as text. */
export interface DrawnPage {
  readonly text: string;
  readonly language: string;
  /** What its own style sheets need in the content security policy it is sent with. */
  readonly styleSources: readonly string[];
}

/** What stands around a report that must work as a single file without a server. */
export interface StandaloneFrame {
  readonly language: string;
  readonly title: string;
  readonly css: string;
  /** Absent where the page needs none. */
  readonly javascript: string | null;
}

export interface Renderer {
  /** A whole page: the template's body inside the layout. */
  page<Name extends keyof Views>(name: Name, model: Views[Name], frame: PageFrame): DrawnPage;
  /** A page as one file with its styles and scripts inside. */
  standalone<Name extends keyof Views>(name: Name, model: Views[Name], frame: StandaloneFrame): string;
}

const folder = join(import.meta.dirname, 'views');
const options = {
  strict: true,
  explicitPartialContext: true,
  preventIndent: true,
  knownHelpersOnly: true,
} as const;

function templateNames(): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => relative('.', file).split(sep).join('/').slice(0, -'.hbs'.length));
}

/** Text that ends a `<script>` or `<style>` element early, made harmless where code is put inside a page. */
function inlineCode(code: string): string {
  return code.replaceAll('</', '<\\/');
}

/** What allows a script or style inside a page, and nothing else, in its content security policy. */
function hashOf(code: string): string {
  return `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
}

/** Compiles every template, so that a broken one keeps the server from starting. */
export function loadViews(): Renderer {
  const handlebars = Handlebars.create();
  const templates = new Map<string, Handlebars.TemplateDelegate>();
  for (const name of templateNames()) {
    const source = readFileSync(join(folder, `${name}.hbs`), 'utf8');
    handlebars.precompile(source, options);
    const template = handlebars.compile(source, options);
    if (name.startsWith('partials/')) handlebars.registerPartial(name, template);
    templates.set(name, template);
  }
  const render = (
    name: string,
    model: unknown,
    data: { readonly logo: LogoView | null } = { logo: null },
  ): string => {
    const template = templates.get(name);
    if (template === undefined) throw new RangeError(`No such template: ${name}`);
    return template(model, { data });
  };
  return {
    page: (name, model, frame) => ({
      text: render('layouts/page', { ...frame, body: render(name, model, { logo: frame.logo }) }),
      language: frame.language,
      styleSources: frame.sheets.map(({ source }) => source),
    }),
    standalone: (name, model, frame) => {
      const css = inlineCode(frame.css);
      const javascript = frame.javascript === null ? null : inlineCode(frame.javascript);
      return render('layouts/standalone', {
        language: frame.language,
        title: frame.title,
        css,
        styleSource: hashOf(css),
        javascript,
        scriptSource: javascript === null ? null : hashOf(javascript),
        body: render(name, model),
      });
    },
  };
}
