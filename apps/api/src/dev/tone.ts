/** 16-bit mono PCM at this rate. */
export const SAMPLE_RATE = 44_100;

/** A sine of `hertz` over `seconds`, faded at both ends so that it does not click. Peak a quarter of full scale. */
export const tone = (hertz: number, seconds: number): Buffer => {
  const samples = Math.round(seconds * SAMPLE_RATE);
  const ramp = Math.min(samples / 2, SAMPLE_RATE / 50);
  const pcm = Buffer.alloc(samples * 2);
  for (let i = 0; i < samples; i += 1) {
    const gain = 0.25 * Math.min(1, i / ramp, (samples - 1 - i) / ramp);
    pcm.writeInt16LE(Math.round(32_767 * gain * Math.sin((2 * Math.PI * hertz * i) / SAMPLE_RATE)), i * 2);
  }
  return pcm;
};
