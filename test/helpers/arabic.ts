import type { DefinitionDocument } from '#surveys/definition.ts';
import { aQuestionnaire } from './questionnaire.ts';

/** The questionnaire of the tests in Arabic, by its English texts; with names in other scripts, as they are met. */
const arabic: Readonly<Record<string, string>> = {
  'How was our delivery?': 'كيف كانت خدمة التوصيل؟',
  'Huajie Express': 'هواجيه إكسبرس (华捷速运)',
  'Please take three minutes to tell us what you expected and what you got.\nYour answers are used only to improve our service.':
    'نرجو أن تخصص ثلاث دقائق لتخبرنا بما كنت تتوقعه وما وجدته فعلًا.\nنستخدم إجاباتك لتحسين خدمتنا فقط.',
  'You will see what we make of it in the next quarter.': 'ستلمس أثر آرائك في خدماتنا خلال الربع القادم.',
  'Very dissatisfied': 'غير راضٍ إطلاقًا',
  'Very satisfied': 'راضٍ جدًا',
  'Very hard': 'صعب جدًا',
  'Very easy': 'سهل جدًا',
  'What you expected': 'ما كنت تتوقعه',
  'Very little': 'منخفض جدًا',
  'Very much': 'مرتفع جدًا',
  'What you got': 'ما وجدته فعلًا',
  'Very poor': 'سيئ جدًا',
  'Very good': 'جيد جدًا',
  'How important it is to you': 'مدى أهميته بالنسبة إليك',
  'Not important': 'غير مهم',
  'Very important': 'مهم جدًا',
  'No experience of this': 'لم أجرب ذلك',
  Service: 'الخدمة',
  Delivery: 'التوصيل',
  Speed: 'السرعة',
  'Manner of the courier': 'أسلوب المندوب (快递员) في التعامل',
  Claims: 'التعويضات',
  'Think of your parcels in the last three months.': 'فكّر في طرودك خلال الأشهر الثلاثة الماضية.',
  'From posting to signature': 'من الإرسال إلى الاستلام',
  'Claims and overall': 'التعويضات والتقييم العام',
  'How easy is it to reach us?': 'ما مدى سهولة التواصل معنا؟',
  'Would you recommend us to a friend?': 'هل توصي صديقًا بنا؟',
  'Not at all': 'إطلاقًا',
  Certainly: 'بالتأكيد',
  'About you': 'عنك',
  'What do you mostly send?': 'ماذا ترسل في الغالب؟',
  Documents: 'مستندات',
  Parcels: 'طرود',
  'How have you ordered?': 'كيف طلبت الخدمة؟',
  App: 'التطبيق (App)',
  Telephone: 'الهاتف',
  'At a branch': 'في الفرع',
  'How many parcels do you send a month?': 'كم طردًا ترسل في الشهر تقريبًا؟',
  parcels: 'طرود',
  'Is there anything else you want to tell us?': 'هل تود إخبارنا بشيء آخر؟',
  'What went wrong': 'ما الذي لم يسر على ما يرام',
  'What could be better': 'ما الذي يمكن تحسينه',
  'What were you least happy with?': 'ما أكثر شيء لم يرضك هذه المرة؟',
  'It came late': 'تأخر التوصيل',
  'The parcel was damaged': 'كان الطرد تالفًا',
  'The courier was rude': 'كان أسلوب المندوب غير لائق',
  'Something else': 'شيء آخر',
  'What did you do about it?': 'ماذا فعلت حيال ذلك؟',
  'I called you': 'اتصلت بخدمة العملاء (400-800-1234)',
  'I wrote to you': 'كتبت إليكم عبر WeChat',
  Nothing: 'لم أفعل شيئًا',
  'What should we improve first?': 'ما الذي ينبغي أن نحسّنه أولًا؟',
  'Parcels kept whole': 'سلامة الطرود',
  Price: 'السعر',
  'How much does each of these matter to you?': 'ما مدى أهمية كل جانب بالنسبة إليك؟',
  'The product': 'المنتج',
  'The service': 'الخدمة',
  'The company’s image': 'صورة الشركة',
  'Shall we get in touch with you?': 'هل تود أن نتواصل معك؟',
  'A telephone number or an e-mail address is enough.': 'يكفي رقم هاتف أو بريد إلكتروني.',
  'One last question': 'سؤال أخير',
  'Anything else?': 'هل من شيء آخر؟',
};

/** A questionnaire of the tests in Arabic, Chinese and English. */
export function anArabicQuestionnaire(questionnaire = aQuestionnaire()): DefinitionDocument {
  return { ...(withArabic(questionnaire) as DefinitionDocument), languages: ['ar', 'zh-CN', 'en'] };
}

function withArabic(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withArabic);
  if (typeof value !== 'object' || value === null) return value;
  if ('en' in value && typeof value.en === 'string') {
    const text = arabic[value.en];
    if (text === undefined) throw new Error(`No Arabic for “${value.en}”`);
    return { ...value, ar: text };
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withArabic(each)]));
}
