/**
 * Chinese family names: those of the list of the hundred families and those that are common today, some five hundred together, of one
 * character and of two.
 */
const single = [
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦',
  '江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳',
  '盛童欧甄项曲成游阳裴席卫查屈鲍覃霍翁隋甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连',
  '郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠桑荆谌明沙伏岑习胥保和蔺肖闫邝蒲鹿暴皮阴佘诸占农区平邰储荀巴昝逯云昌',
  '俸巢水凤鄂湛芮羿邴松宓蓬郗班仰秋伊暨钭厉戎祖束幸韶蓟印宿怀从索咸籍能苍双闻莘贡劳逄扶堵宰郦雍郤璩濮寿通扈郏浦尚别充慕茹宦鱼容慎戈庾终居衡步满弘国寇广禄阙东殴',
  '殳沃利蔚越夔隆师厍晁勾融那空毋乜养须丰蒯相后红权盍益桓公付代战初麻闪冶展门修鹏矫英曼',
].join('');

/** Of these, such as are words of everyday language too: where nothing else speaks of a name, they are taken as words. */
const alsoWords = [
  '黄高何马于叶夏任方石金白康江龙万雷钱易常文安向路管左时关费盛项成游阳查景单包司柏宁解强华车边古来全简盖木党连商计冷花都井练乐封原官应台巫桑明习保和农区平云水',
  '松秋祖束幸印怀从能双寿通别充容慎终居步满国广东利越隆师融那空养须丰相后红权益桓公代初展门修英曼',
].join('');

export const compoundSurnames: readonly string[] =
  '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五 完颜 纳兰 叶赫 那拉 爱新觉罗'.split(
    ' ',
  );

export const surnames: ReadonlySet<string> = new Set(single);

/** Surnames that hardly mean anything else. */
export const plainSurnames: ReadonlySet<string> = new Set(
  [...single].filter((character) => !alsoWords.includes(character)),
);

/** Characters that parents choose: not all there are, but most of those met. */
export const givenCharacters: ReadonlySet<string> = new Set(
  [
    '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂文辉玲华建国志丹鹏飞鑫波斌宇浩凯健俊帆旭峰林雪梅琳婷慧洁莉萍燕红玉兰英春凤云珍贞香菊翠雅芝晶妍茜秋珊莎锦黛青倩瑞',
    '凡佳嘉琼勤璐娅琦瑶怡婵雁蓓纨仪荷眉君琴蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希宁欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝思毅廷锋',
    '博豪鸿炜骏琛钧冠策腾榕皓昊伦翔朗义兴良海仁贵福生龙元全胜学祥才发武新利清彬富顺信子昌成康星光天达安岩中茂进有坚和彪诚先敬震振壮会群心邦承乐绍功松善厚庆民友裕',
    '河哲江亮政谦亨奇固之轮翰伯宏言若鸣朋梁栋维启克致炎德行时泰盛雄楠轩睿泽涵诺萱妮钰淑颖莲莹露滨瑾淼森焱垚晨曦昱晖爱帅珂翊宸铭毛娥婉娴雯璇彤卉芬蓉珠仙莺巧美娇媛',
    '艾凌雷丰霖浪潮虎铁钢银柱根喜寿禄财宝小大双红叶冬夏乔巍峻嵩岭川源洪津沛沁汐渊满仲季叔孟元卫东方正直诗词歌画棋若惜怜念忆慈爱恩惠德望道理智雨露霜虹云',
  ].join(''),
);
