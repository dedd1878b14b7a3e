import type { weights as source } from '../en/weights.ts';

export const weights: Record<keyof typeof source, string> = {
  'weights.title': '权重报告',
  'weights.documentTitle': '权重报告：{survey}，{wave}',
  'weights.link': '权重报告：每一步怎样加权，各类、各项人数和最终权重',
  'weights.toReport': '返回报告',
  'weights.finding.customers.one': '{answers} 份答卷代表 {population} 位客户，权重在 {min} 至 {max} 之间。',
  'weights.finding.customers.other':
    '{answers} 份答卷代表 {population} 位客户，每份代表 {min} 至 {max} 位；合起来的分量相当于 {effectiveSize} 份权重相等的答卷。',
  'weights.finding.plain.one': '{answers} 份答卷已加权，权重在 {min} 至 {max} 之间。',
  'weights.finding.plain.other':
    '{answers} 份答卷的权重在 {min} 至 {max} 之间，合起来的分量相当于 {effectiveSize} 份权重相等的答卷。',
  'weights.what.weight':
    '权重表示一份答卷代表多少位客户。作答者与全部客户总有差别：抽样比例不同、作答意愿不同、抽样有偶然性。加权就是把这些差别补回来。',
  'weights.what.effective':
    '有效样本量（Kish）：多少份权重相等的答卷能达到同样的精度，即 (Σw)² / Σw²。答卷数除以有效样本量就是 Kish 设计效应 n Σw² / (Σw)²。',
  'weights.what.onPurpose':
    '有的层是有意多抽的，Kish 的算法也把它算作损失。这是为了能说清小群体而付出的代价；每个结果自己的设计效应见报告的 JSON。',

  'weights.overview.title': '从样本到权重',
  'weights.overview.finding':
    '{answers} 份答卷经过全部步骤，还剩下 {effectiveSize} 份的分量（{share}）。损失最多的一步是“{step}”（−{cost}）。',
  'weights.overview.findingEqual': '所有权重都相等，{answers} 份答卷就是 {answers} 份的分量。',
  'weights.overview.caption': '每一行是该步之后作答者的权重。横条表示有效样本量，全长是全部答卷。',
  'weights.step': '步骤',
  'weights.effectiveSize': '有效样本量',
  'weights.kish': 'Kish 设计效应',
  'weights.range': '最小至最大权重',
  'weights.sum': '权重合计',
  'weights.factor': '最大倍数',
  'weights.share': '占全部答卷',
  'weights.bar': '占全部答卷的 {share}',

  'weights.step.base': '基础权重',
  'weights.step.unknownEligibility': '资格不明调整',
  'weights.step.nonresponse': '无回答调整',
  'weights.step.raking': '多变量校准（raking）',
  'weights.step.poststratification': '事后分层',
  'weights.step.linear': '线性校准',
  'weights.step.logit': 'Logit 校准',
  'weights.step.trimming': '权重截尾',

  'weights.base.design':
    '从 {population} 位客户中抽取 {sampled} 位，其中 {respondents} 位作答。抽中的每位客户代表本层的 {min} 至 {max} 位客户。',
  'weights.base.designEqual':
    '从 {population} 位客户中抽取 {sampled} 位，其中 {respondents} 位作答。抽中的每位客户代表 {min} 位客户。',
  'weights.base.designWhy': '各层的抽样比不同。如果没有基础权重，抽得多的层就会占得太多。',
  'weights.base.designEqualWhy': '各层的抽样比相同，所以基础权重都相等。',
  'weights.base.designWhere': 'N 是第 h 层的客户数，n 是从中抽取的客户数。',
  'weights.base.given': '{respondents} 份答卷各自带有权重，直接使用。',
  'weights.base.givenWhy': '导入之前已经加过权，具体做法这里没有记录。',
  'weights.base.givenWhere': '导入文件中的权重。',
  'weights.base.equal': '{respondents} 份答卷每份都算一份。',
  'weights.base.equalWhy': '总体情况不明，没有加权的依据，结果只能说明与这些客户相似的人。',
  'weights.base.equalWhere': '每份答卷都一样。',
  'weights.base.table': '各层的基础权重',
  'weights.population': '客户数 N',
  'weights.sampled': '抽取 n',
  'weights.baseWeight': '基础权重 N / n',
  'weights.answered': '作答',

  'weights.unknownEligibility.finding':
    '抽取的 {sampled} 位客户中，有 {known} 位已知是否属于总体。按{variables}分为 {classes} 类，每一类由他们承担不明者的权重。',
  'weights.unknownEligibility.why':
    '已知不属于总体的客户也分担一份，因为不明者当中同样有人不属于总体。前提是：同一类中，不明者与已知者情况相近。',
  'weights.unknownEligibility.where':
    'd 是调整前的权重，c 是所在的类，k 是其中资格已知的客户。不属于总体的客户连同分到的权重退出样本。',
  'weights.nonresponse.finding':
    '{sampled} 位客户中有 {respondents} 位作答（加权后 {rate}）。按{variables}分为 {classes} 类，每一类由作答者承担未作答者的权重。',
  'weights.nonresponse.why': '前提是：同一类中，作答者与未作答者想法相近。',
  'weights.nonresponse.leftOut': '抽取的 {drawn} 位客户中，{notEligible} 位已知不属于总体，不计在内。',
  'weights.nonresponse.leftOutUnknown':
    '抽取的 {drawn} 位客户中，{notEligible} 位已知不属于总体，{unknown} 位不明是否合格的已由他人承担权重，都不计在内。',
  'weights.nonresponse.where': 'd 是调整前的权重，c 是所在的类，r 是其中作答的客户。',
  'weights.classes.title': '加权类',
  'weights.class': '类',
  'weights.classSampled': '客户',
  'weights.classKnown': '已知',
  'weights.classFactor': '倍数',
  'weights.classShare': '占比',
  'weights.joined': '已合并',
  'weights.classesCaption':
    '倍数 = 全类客户的权重合计 ÷ 代表他们的客户的权重合计。“已合并”的各类因答卷太少或倍数太大，不足以单独成类，与相邻的类一起加权。',

  'weights.calibration.finding':
    '调整权重，使各类合计与{margins}的已知客户数一致。调整前相差最大的是“{category}”（{margin}）：加权占 {before}，实际占 {total}。',
  'weights.calibration.findingMet': '权重合计与{margins}的已知客户数一致，调整之前就已如此。',
  'weights.calibration.rakingWhy':
    '每份答卷的权重按它所属的各个类别分别乘一个倍数，改动以满足已知人数为限。偶然性和无回答会使样本略有偏离，凡是实际人数已知的，就照实际校正。',
  'weights.calibration.poststratificationWhy':
    '同一类别的权重都乘同一个倍数。偶然性和无回答会使样本略有偏离，凡是实际人数已知的，就照实际校正。',
  'weights.calibration.linearWhy':
    '每份答卷的倍数由所属的各个类别加减而成，改动以满足已知人数为限。偶然性和无回答会使样本略有偏离，凡是实际人数已知的，就照实际校正。',
  'weights.calibration.logitWhy':
    '每份答卷的倍数由所属的类别决定，始终不超出设定的界限。偶然性和无回答会使样本略有偏离，凡是实际人数已知的，就照实际校正。',
  'weights.calibration.bounds': '权重的调整倍数不低于 {lower}，不高于 {upper}。',
  'weights.calibration.iterations': '迭代 {iterations} 轮后，各项合计精确到 13 位数字。',
  'weights.calibration.rakingWhere':
    'x 标明一份答卷属于哪些类别，T 是这些类别的已知客户数，λ 使合计与之一致。',
  'weights.calibration.poststratificationWhere': 'N 是类别 g 的客户数。',
  'weights.calibration.linearWhere':
    'x 标明一份答卷属于哪些类别，T 是这些类别的已知客户数，λ 使合计与之一致。',
  'weights.calibration.logitWhere':
    'x 标明一份答卷属于哪些类别，T 是这些类别的已知客户数，λ 使合计与之一致；F 在设定的界限之内。',
  'weights.margin.title': '按{margin}',
  'weights.margin.category': '类别',
  'weights.margin.respondents': '答卷',
  'weights.margin.total': '客户数',
  'weights.margin.before': '调整前加权',
  'weights.margin.difference': '相差',
  'weights.margin.after': '调整后加权',
  'weights.margin.caption': '小字是占比。相差 = 调整前的加权占比 − 全部客户中的占比，单位是百分点。',

  'weights.trimming.finding':
    '权重不得超过 {limit}，即平均值的 {times} 倍。{answers} 份答卷中有 {lowered} 份超过，共超出 {moved}（占全部权重的 {share}）；超出的部分截下，平均分给其余答卷。',
  'weights.trimming.none': '权重不得超过 {limit}，即平均值的 {times} 倍。没有一份超过。',
  'weights.trimming.why':
    '少数特别大的权重会让少数答卷左右结果。截短以后结果更稳定，但会略微偏向权重小的客户。',
  'weights.trimming.rounds': '截尾 {rounds} 轮后，不再有权重超过。',
  'weights.trimming.held': '各项合计仍与已知客户数一致。',
  'weights.trimming.missed': '各项合计与已知客户数不再完全一致，相差多少见下表。',
  'weights.margin.captionAfter': '小字是占比。相差 = 调整后的加权占比 − 全部客户中的占比，单位是百分点。',
  'weights.trimming.recalibrated': '校准与截尾交替进行，直到人数合计和上限同时满足；共重新校准 {times} 次。',
  'weights.trimming.where': '最多为平均权重的 c 倍，截下的部分平均加到其余答卷上。',

  'weights.strata.title': '最终权重',
  'weights.strata.finding':
    '“{largest}”的答卷代表的客户最多（一半的答卷不低于 {largestMedian}），“{least}”的最少（{leastMedian}）。',
  'weights.strata.findingOne': '一半的答卷权重不低于 {median}。',
  'weights.strata.all': '全部答卷',
  'weights.strata.drawing': '权重',
  'weights.strata.median': '中位数',
  'weights.strata.box':
    '最小 {min}，下四分位数 {lowerQuartile}，中位数 {median}，上四分位数 {upperQuartile}，最大 {max}',
  'weights.strata.caption':
    '横线从最小权重到最大权重，方框是居中的一半答卷，竖线是中位数。刻度每前进一格，权重是前一格的 {step} 倍。',

  'weights.cautions.title': '需要留意什么，可以怎么办',
  'weights.cautions.none': '权重没有发现异常。',
  'weights.caution.collapsed.one': '有 {count} 组类因答卷太少或倍数太大而合并加权，名称见加权类的表。',
  'weights.caution.collapsed.other': '有 {count} 组类因答卷太少或倍数太大而分别合并加权，名称见加权类的表。',
  'weights.caution.factor.one':
    '有 1 类的每份答卷要代表 {factor} 位抽中的客户：{classes}。超过 {limit} 就偏大了。',
  'weights.caution.factor.other':
    '有 {count} 类的每份答卷要代表多达 {factor} 位抽中的客户：{classes}。超过 {limit} 就偏大了。',
  'weights.caution.largest': '最大的权重是平均值的 {times} 倍，个别答卷的分量很重。',
  'weights.caution.effective': '全部答卷只相当于 {effectiveSize} 份权重相等的答卷，不足以得出可靠的结果。',
  'weights.advice.factor':
    '催请还没有作答的客户，或者把这一类与相近的类合并：在方案中设定 maximumFactor，会自动合并。',
  'weights.advice.largest': '在方案中设定 largestWeight（常用 5）来截短权重，再看结果变动有多大。',
  'weights.advice.effective': '下一期多抽一些客户。在那之前，只看区间，不看单个数字，也不要细分小群体。',

  'weights.advice.noRespondents': '发出提醒，或等到有人作答。',
  'weights.advice.unknownVariable': '检查方案中的名称，或者导入带有这一列的客户资料。',
  'weights.advice.valueMissing': '补全客户清单后重新导入，或者为没有资料的客户单设一个值。',
  'weights.advice.weightsNotUsable': '改正文件中的权重后重新导入。',
  'weights.advice.stratumWithoutPopulation':
    '随抽样框导入每一层的客户数（frame counts），或者使用导入的权重（given）。',
  'weights.advice.populationSmallerThanSample':
    '核对抽样框的人数：同一位客户不会抽到两次，两个数字中必有一个不对。',
  'weights.advice.classWithoutRespondents':
    '让答卷太少的类合并：minimum 设为 1 或更大，或者少用几个变量分类。',
  'weights.advice.categoryWithoutRespondents':
    '把这一类与相近的类别合并，或不用这一项校准，或设法让他们作答。',
  'weights.advice.categoryAbsentFromMargin': '补上这一类别的人数，或改正答卷的类别。',
  'weights.advice.totalNotPositive': '改正抽样框中的这个人数。',
  'weights.advice.marginsDisagree': '各项人数取自同一来源、同一天，才能是同一批客户。',
  'weights.advice.notConverged': '少用几项校准，或合并人数少的类别。',
  'weights.advice.weightsNegative': '改用多变量校准（raking），权重总是大于 0；或者设定界限。',
  'weights.advice.trimmingImpossible': '把 largestWeight 设得大一些。',
  'weights.advice.totalsMissed': '校准时不设界限，截尾之后就能再校准；或者把 largestWeight 设得大一些。',
  'weights.advice.boundsOutOfReach': '放宽界限，或合并人数少的类别。',
  'weights.advice.classCollapsed':
    '不必处理。要想分开，需要更多答卷或更粗的分类；把 minimum 设小也能分开，但倍数会不稳定。',
  'weights.advice.classThin': '分类少用几个变量或分得粗一些，或者催请还没有作答的客户。',
  'weights.advice.marginUnknown': '导入带有这一列的抽样框，或从方案中去掉这一项。',
  'weights.advice.populationUnknown': '导入每一层有多少客户（frame counts），答卷才能加权。',
  'weights.advice.lonelyStratum': '把这一层与相近的层合并，或设法再得到一份答卷。',
  'weights.advice.stratumWithoutAnswers': '催请这一层的客户，或与相近的层合并；说到结果时要交代这个缺口。',
  'weights.advice.nonresponseNotAdjusted': '在方案中按层加上无回答调整（nonresponse），或按层校准。',
  'weights.advice.calibratedWithIneligible':
    '请修正各层和各变量的总数；或者不做校准，只做合格性与无回答调整，这样会把他们扣除。',
  'weights.advice.anonymousVariable': '改用层、构成层的变量，或者问卷随匿名答卷保留的客户资料（kept）。',
  'weights.advice.openWithoutStratum': '让公开链接能够分层（stratumQuestion），这些答卷才能加权。',

  'weights.plan.title': '加权方案',
  'weights.plan.text': '以下是方案中关于加权的原文；有了它和样本，就能重新算出这些权重。',
};
