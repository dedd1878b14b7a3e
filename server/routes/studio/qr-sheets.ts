import { setImmediate as otherRequests } from 'node:timers/promises';
import { type InvitedMember, invitedMembers } from '#db/queries/links.ts';
import type { Wave } from '#db/tables.ts';
import { personalAddress } from '../../addresses.ts';
import { AppError } from '../../errors.ts';
import type { Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { htmlOf, sendHtml } from '../../http/html.ts';
import { pageFrame } from '../../http/page-frame.ts';
import { record } from '../../people/audit.ts';
import {
  type CodesPerPage,
  codesPerPage,
  type DrawnCode,
  drawnCode,
  qrSheetPage,
} from '../../views/sheets/qr.view.ts';
import {
  type CodeLabel,
  codeLabels,
  longestCodeText,
  qrSheetsPage,
} from '../../views/studio/fieldwork/qr-sheets.view.ts';
import { nothingTyped } from '../../views/studio/form.view.ts';
import { wavePath } from '../../views/studio/waves.view.ts';
import { surveyAs, waveAs, waveIn } from './named.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';

/** Codes on one page of ours: whole sheets of each kind, drawn in a second, and not too many for a browser to print. */
const perPart = 600;
/** Codes drawn before others have their turn: some 20 ms. */
const drawnAtOnce = 12;

/** The links of a wave as codes on sheets of paper. */
export function addQrSheetRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db, secret, publicUrl } = deps;

  routes
    .get('/surveys/:survey/waves/:wave/qr-sheets', { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const wave = await waveIn(db.read, survey, c.req.param('wave'));
      const { codes } = await membersOfPart(wave, 1);
      const view = qrSheetsPage(standing, surveyAs(survey, standing), waveAs(wave, standing), {
        codes,
        perPart,
        typed: nothingTyped,
      });
      return sendStudioPage(deps, c, 'studio/fieldwork/qr-sheets', view);
    })

    .get(
      '/surveys/:survey/waves/:wave/qr-sheets/print',
      { survey: 'sample' },
      async ({ c, visitor, survey }) => {
        const standing = standingOf(c, visitor);
        const { t } = standing;
        const wave = await waveIn(db.read, survey, c.req.param('wave'));
        const request = requestIn(new URL(c.req.url).searchParams);
        if (request === null) throw new AppError('badRequest');
        const { codes, members } = await membersOfPart(wave, request.part);
        if (request.text.length > longestCodeText || members.length === 0) {
          const tooLong = request.text.length > longestCodeText;
          const error = tooLong
            ? (['text', t('qrSheets.text.tooLong', { maximum: longestCodeText })] as const)
            : (['', t('qrSheets.none')] as const);
          const values = new Map(new URL(c.req.url).searchParams);
          const view = qrSheetsPage(standing, surveyAs(survey, standing), waveAs(wave, standing), {
            codes,
            perPart,
            typed: { values, errors: new Map([error]) },
          });
          return sendStudioPage(deps, c, 'studio/fieldwork/qr-sheets', view, { status: 422 });
        }
        const details = { wave: wave.key, way: 'qrSheets', customers: members.length };
        await db.write((tx) => record(tx, deps, { by: visitor, survey, action: 'links.exported', details }));
        const { name } = waveAs(wave, standing);
        const view = qrSheetPage(
          await drawn(members, request),
          {
            title: t('sheets.title', { wave: name }),
            perPage: request.perPage,
            aside: {
              text: t('qrSheets.print'),
              back: {
                href: wavePath(survey.slug, wave.key, '/qr-sheets'),
                label: t('qrSheets.back'),
              },
            },
          },
          t,
        );
        c.header('Cache-Control', 'private, no-store');
        const frame = pageFrame(deps.assets, {
          language: t.locale,
          title: view.documentTitle,
          styles: ['qr-sheet.css'],
        });
        return sendHtml(c, htmlOf(deps.views.page('sheets/qr', view, frame)));
      },
    );

  /** How many customers of a wave have a code, and those of one part. */
  async function membersOfPart(
    wave: Wave,
    part: number,
  ): Promise<{ readonly codes: number; readonly members: readonly InvitedMember[] }> {
    let codes = 0;
    const members: InvitedMember[] = [];
    for await (const chunk of invitedMembers(db.read, wave.id)) {
      for (const member of chunk) {
        if (codes >= (part - 1) * perPart && codes < part * perPart) members.push(member);
        codes += 1;
      }
    }
    return { codes, members };
  }

  async function drawn(
    members: readonly InvitedMember[],
    { text, label }: { text: string; label: CodeLabel },
  ): Promise<DrawnCode[]> {
    const codes: DrawnCode[] = [];
    for (const { member, link } of members) {
      const customer = label === 'stratum' ? `${member.customer} · ${member.stratum}` : member.customer;
      codes.push(drawnCode({ customer, address: personalAddress({ publicUrl }, secret, link.id) }, text));
      if (codes.length % drawnAtOnce === 0) await otherRequests();
    }
    return codes;
  }
}

interface SheetRequest {
  readonly perPage: CodesPerPage;
  readonly text: string;
  readonly label: CodeLabel;
  readonly part: number;
}

/** What an address asks for; `null` for what no form of ours sends. */
function requestIn(query: URLSearchParams): SheetRequest | null {
  const perPage = codesPerPage.find((each) => String(each) === (query.get('per') ?? '12'));
  const label = codeLabels.find((each) => each === (query.get('label') ?? 'customer'));
  const part = query.get('part') ?? '1';
  if (perPage === undefined || label === undefined || !/^[1-9]\d{0,5}$/.test(part)) return null;
  return { perPage, label, text: (query.get('text') ?? '').normalize('NFC').trim(), part: Number(part) };
}
