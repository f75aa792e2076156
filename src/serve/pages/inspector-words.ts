import type { Language } from '../shelf.js';
import type { Finding, InspectedArticle } from './inspector-model.js';
import { reasonWords } from './reason-words.js';

/** What the inspector's page says, in one language. Plain text: it is escaped where it is shown. */
export interface InspectorWords {
  readonly title: string;
  readonly advice: string;
  readonly source: string;
  readonly anySource: string;
  readonly what: string;
  readonly token: string;
  readonly inspect: string;
  readonly status: string;
  readonly found: string;
  readonly left: (count: number) => string;
  readonly outdated: string;
  readonly before: string;
  readonly after: string;
  readonly steps: string;
  /** A title for what cleaning did, by how many steps changed something; absent where that is not known. */
  readonly cleaned: (steps: number | undefined) => string;
  readonly beforeStep: string;
  readonly afterStep: string;
  readonly noSteps: string;
  readonly tooLong: string;
  readonly step: (name: string, before: number, after: number) => string;
  readonly decision: string;
  readonly outcome: Readonly<Record<NonNullable<InspectedArticle['decision']>['outcome'], string>>;
  readonly reason: (typeof reasonWords)[Language];
  /** A decision and what it would do. */
  readonly sentence: (decision: string, outcome: string) => string;
  readonly because: (reason: string) => string;
  readonly entry: { readonly source: string; readonly id: string; readonly keys: string; readonly version: string; readonly firstSeen: string; readonly published: string; readonly updated: string; readonly stamp: string };
  readonly finding: (kind: Exclude<Finding['kind'], 'articles' | 'failed'>) => string;
}

const english: InspectorWords = {
  title: 'Inspector',
  advice: 'A link, guid or id shows a kept entry. A source alone, or the address of a feed, is fetched now: what a poll would do with it is shown, and nothing is kept.',
  source: 'Source',
  anySource: 'any',
  what: 'Link, guid, id or address',
  token: 'Operator’s token',
  inspect: 'Inspect',
  status: 'Status',
  found: 'Found',
  left: (count) => `${count} more are not shown.`,
  outdated: 'The cleaning of this source has changed since it was last polled. Its next poll cleans what is kept once more and then compares; what is said of changes here may differ.',
  before: 'As it arrived',
  after: 'As it is published',
  steps: 'What each step of cleaning changed',
  cleaned: (steps) => (steps === undefined ? 'Before and after' : `Before and after: ${steps === 0 ? 'no step' : steps === 1 ? '1 step' : `${steps} steps`} of cleaning changed ${steps === 0 ? 'anything' : 'something'}`),
  beforeStep: 'Before',
  afterStep: 'After',
  noSteps: 'No step changed anything.',
  tooLong: 'This article is too long to be explained step by step.',
  step: (name, before, after) => `${name}: ${before} characters became ${after}`,
  decision: 'A poll now',
  outcome: {
    new: 'would add it as a new article',
    duplicate: 'would change nothing: it is here already',
    recrawl: 'would change nothing, and remember that it was crawled again',
    refreshed: 'would take the new addresses in it, and not call it revised',
    revision: 'would show it anew, as revised',
    stale: 'would leave it: what is here is newer',
  },
  reason: reasonWords.en,
  sentence: (decision, outcome) => `${decision} ${outcome}.`,
  because: (reason) => `Why: ${reason}.`,
  entry: { source: 'Source', id: 'Id', keys: 'Keys', version: 'Version', firstSeen: 'First seen', published: 'Published', updated: 'Updated', stamp: 'Stamp' },
  finding: (kind) => {
    switch (kind) {
      case 'unknown':
        return 'No kept entry has this link, guid or id, and it is no web address of a feed.';
      case 'nothing-asked':
        return 'Name a source, or an entry, or an address.';
      case 'no-feed':
        return 'No kept entry has this link, guid or id. As the address of a feed it fails:';
      case 'local':
        return 'This source is a file or folder of this machine: ask for one of its entries.';
    }
  },
};

/** Steps of cleaning by their names. */
const chineseSteps: Readonly<Record<string, string>> = {
  advertisements: '广告',
  blanks: '空白',
  byline: '署名',
  captions: '图说',
  dateline: '电头',
  endings: '文末',
  'foreign elements': '外来元素',
  'lazy pictures': '延迟加载的图片',
  lead: '导语',
  'line breaks': '换行',
  noise: '多余标记',
  'noscript twins': 'noscript 重复内容',
  pictures: '图片地址',
  'relative addresses': '相对地址',
  remove: 'remove 规则',
  sanitise: '安全过滤',
  'tracking pixels': '跟踪像素',
  'unshowable media': '无法显示的媒体',
  'valid HTML': '规范 HTML',
  'zoom icons': '放大图标',
};

const chinese: InspectorWords = {
  title: '检查',
  advice: '输入链接、guid 或 id 可查看已保存的文章。只选源，或输入订阅源地址，则立即抓取：只显示抓取会怎样处理，不保存任何内容。',
  source: '源',
  anySource: '任意',
  what: '链接、guid、id 或地址',
  token: '管理员令牌',
  inspect: '检查',
  status: '状态',
  found: '结果',
  left: (count) => `另有 ${count} 篇未显示。`,
  outdated: '该源的清理方式在上次抓取后有变化。下次抓取会先重新清理已保存的文章再比较，因此此处关于变化的说明可能不同。',
  before: '到达时',
  after: '发布时',
  steps: '每个清理步骤的改动',
  cleaned: (steps) => (steps === undefined ? '清理前后' : `清理前后：${steps} 个步骤有改动`),
  beforeStep: '之前',
  afterStep: '之后',
  noSteps: '没有步骤改动内容。',
  tooLong: '文章过长，无法逐步说明。',
  step: (name, before, after) => `${chineseSteps[name] ?? name}：${before} 个字符变为 ${after} 个`,
  decision: '此刻抓取',
  outcome: {
    new: '会视为新文章',
    duplicate: '会发现已有此内容',
    recrawl: '会记下新的时间戳：重新抓取，内容未变',
    refreshed: '会采用新的地址，日期不变',
    revision: '会视为修订',
    stale: '会忽略：滞后镜像给出的旧版本',
  },
  reason: reasonWords.zh,
  sentence: (decision, outcome) => `${decision}${outcome}。`,
  because: (reason) => `（原因：${reason}）`,
  entry: { source: '源', id: '编号', keys: '键', version: '版本', firstSeen: '首次见到', published: '发布', updated: '更新', stamp: '时间戳' },
  finding: (kind) => {
    switch (kind) {
      case 'unknown':
        return '没有保存的文章具有此链接、guid 或 id，它也不是订阅源的网址。';
      case 'nothing-asked':
        return '请选择源，或输入文章或地址。';
      case 'no-feed':
        return '没有保存的文章具有此链接、guid 或 id。作为订阅源的地址，它也不行：';
      case 'local':
        return '该源是本机的文件或文件夹：请查询其中的某篇文章。';
    }
  },
};

export const inspectorWords: Readonly<Record<Language, InspectorWords>> = { en: english, zh: chinese };
