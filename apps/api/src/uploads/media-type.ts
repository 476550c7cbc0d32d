export const MEDIA_TYPE = /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/;
export const FALLBACK_TYPE = 'application/octet-stream';

/** A media type without parameters; what is none is bytes. */
export const mediaType = (text: string | undefined): string =>
  text !== undefined && MEDIA_TYPE.test(text) ? text.toLowerCase() : FALLBACK_TYPE;
