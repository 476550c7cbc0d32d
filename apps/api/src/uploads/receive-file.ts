import type { IncomingMessage } from 'node:http';
import { validationFailed } from '../http/validate.js';
import { receiveForm, type UploadedFile } from './receive-form.js';

/** The one `file` of a form, handed to `store` while it arrives. @throws CutroomError as `receiveForm` does */
export const receiveFile = async <T>(
  request: IncomingMessage,
  maxBytes: number,
  store: (file: UploadedFile) => Promise<T>,
): Promise<T> => {
  const { files } = await receiveForm(request, { files: { file: 1 }, maxFileBytes: maxBytes }, store);
  const [first] = files;
  if (first === undefined) throw validationFailed([{ pointer: '/file', message: 'is required' }]);
  return first.stored;
};
