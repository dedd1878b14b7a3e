import type { links as english } from '../en/links.ts';

/** 命令行中关于链接与二维码的文字。 */
export const links: Record<keyof typeof english, string> = {
  'cli.links.notOpen': '“{wave}”期没有公开链接。公开链接在新建时生成：wave create --open-link。',
  'cli.links.noFacts':
    '“{wave}”期的问卷没有定义可随链接带入的信息。请在问卷的 facts 中写明，发布后再新建一期。',
  'cli.linksKey': '显示一期链接的签名密钥，供贵方系统自行生成链接，并说明做法',
  'cli.linksKey.secret': '以上是“{wave}”期的密钥。持有它就能为任何一单生成链接，请妥善保管。',
  'cli.linksKey.facts': '1. 取链接要带的信息。本期可用：{facts}',
  'cli.linksKey.once': '   其中必须带上、每个值只答一次的：{facts}',
  'cli.linksKey.spelling':
    '2. 名称和值都做百分号编码（UTF-8；A–Z a–z 0–9 - . _ ~ 不编码），写成 名称=值，按名称排序，用 & 连接。',
  'cli.linksKey.signature':
    '3. 对这段文字签名：HMAC-SHA256，密钥即上面的文字；签名用 base64url 书写，不带 =。',
  'cli.linksKey.address': '4. 链接：{address}?文字&sig=签名',
  'cli.linksSign': '为清单（如当日运单）的每一行生成签名链接',
  'cli.linksSign.done': '已把 {links} 个链接写入 {file}。请妥善保管：每个链接都可代表那一行作答。',
  'cli.qr': '生成可印刷的二维码：公开链接、清单各行的链接，或样本的个人链接',
  'cli.qr.done': '已把 {codes} 个二维码写入 {file}。',
  'cli.qr.size': '--size：“{text}”不是尺寸。请写成 30mm（最大 500mm）或 600px（最大 10000px）。',
  'cli.qr.fileOrPersonal': '--file（清单）与 --personal（样本）请只选一个。',
  'cli.qr.folder': '--out：“{file}”是单个文件，而二维码可能有许多个，请指定文件夹。',
  'cli.qr.needsOrders': '本期链接必须带有 {facts}，请用 --file 指定清单。',
  'cli.qr.tooLong': '链接有 {characters} 个字符，放不进二维码。请减少所带信息，或缩短 MANYI_PUBLIC_URL。',
  'cli.qr.tooSmall': '{size} 太小，手机无法识读。请用 --size {needed} 或更大。',
  'cli.problem.factsTooLong': '这一行要带入链接的内容太多，请缩短。',
};
