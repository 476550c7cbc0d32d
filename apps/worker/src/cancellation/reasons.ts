/** Why a render was told to stop; the value of `signal.reason`. */
export class StopRender extends Error {
  override readonly name = 'StopRender';
  constructor(readonly kind: 'lease-lost' | 'deadline') {
    super(kind === 'deadline' ? 'The attempt is past its deadline.' : 'The composition is no longer ours.');
  }
}
