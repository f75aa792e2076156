/** HTTP: what readers, browsers, monitors and the operator ask for, answered from a shelf of finished documents. */
export { send } from './answer.js';
export { articlePolicy, pagePolicy } from './policy.js';
export { bearer, checkToken, operatorRoute, type OperatorOptions, type OperatorRequest } from './operator.js';
export { countTries, type Tries } from './bucket.js';
export { isUnchanged, readHttpDate } from './conditional.js';
export { chooseLanguage } from './quality.js';
export { text } from './refusal.js';
export type { Route } from './route.js';
export { startServer, type Patience, type RunningServer, type ServerOptions } from './server.js';
export type { Asker, Found, Language, Representation, Shelf } from './shelf.js';
export { statusAssets, type Asset } from './pages/assets.js';
export { cleaningCss } from './pages/cleaning-style.js';
export type { CleanedArticle, Finding as InspectorFinding, InspectedArticle, InspectedEntry, InspectorModel } from './pages/inspector-model.js';
export type { Day, Health, MergedStatus, SourceStatus, StatusModel, Warning } from './pages/model.js';
export { renderStatus } from './pages/status.js';
export { prepareLike } from './variant.js';
