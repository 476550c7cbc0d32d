export { deliver } from './deliver.js';
export { folderFault } from './fault.js';
export { type Folder, openFolder } from './folder.js';
export { type FolderRef, formatFolderUrl, isFolderUrl, parseFolderUrl } from './folder-url.js';
export { type FileIdentity, identify } from './identity.js';
