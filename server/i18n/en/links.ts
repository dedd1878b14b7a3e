/** What the command line says about links and QR codes. */
export const links = {
  'cli.links.notOpen':
    'Wave “{wave}” has no open link. Waves get one when they are made: `wave create --open-link`.',
  'cli.links.noFacts':
    'The questionnaire of wave “{wave}” knows no facts, so its links have nothing to say. Name them under `facts`, publish, and make a wave.',
  'cli.linksKey': 'Print the key with which your own system signs a wave’s links, and how',
  'cli.linksKey.secret':
    'This is the key of wave “{wave}”. Whoever has it can make links for any order: keep it secret.',
  'cli.linksKey.facts': '1. Take what the link shall say of the customer. This wave knows: {facts}',
  'cli.linksKey.once': '   Always needed, each value answered for once: {facts}',
  'cli.linksKey.spelling':
    '2. Percent-encode names and values (all but A–Z a–z 0–9 - . _ ~, in UTF-8), write NAME=VALUE, sort by name, join with &.',
  'cli.linksKey.signature':
    '3. Sign that text: HMAC-SHA256 with the key above as text; the signature in base64url without =.',
  'cli.linksKey.address': '4. The link: {address}?TEXT&sig=SIGNATURE',
  'cli.linksSign': 'Add a signed link to every row of a list, such as the day’s orders',
  'cli.linksSign.done':
    'Links written to {file}: {links}. Keep the file to yourselves: each link answers for one row.',
  'cli.qr': 'Draw QR codes for print: of a wave’s open link, of a list’s rows, or of its personal links',
  'cli.qr.done': 'QR codes written to {file}: {codes}',
  'cli.qr.size': '--size: “{text}” is no size. Write 30mm (up to 500mm) or 600px (up to 10000px).',
  'cli.qr.fileOrPersonal': 'Give --file for a list’s links or --personal for the sample’s, not both.',
  'cli.qr.folder': '--out: “{file}” is one file, and there may be many codes. Name a folder.',
  'cli.qr.needsOrders': 'Links of this wave must say {facts}. Give the list with --file.',
  'cli.qr.tooLong':
    'A link of {characters} characters fits no QR code. Say less in it, or shorten MANYI_PUBLIC_URL.',
  'cli.qr.tooSmall': 'At {size} telephones could not read the code. It needs --size {needed} or more.',
  'cli.problem.factsTooLong': 'What this row’s link would say is too much for a link. Shorten it.',
} as const;
