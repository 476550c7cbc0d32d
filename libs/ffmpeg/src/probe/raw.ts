/** ffprobe's JSON, as far as it is asked for. Any field may be missing or nonsense: the file's author chose it. */
export interface RawHeader {
  readonly format?: { readonly format_name?: string; readonly duration?: string; readonly start_time?: string };
  readonly streams?: readonly RawStream[];
}

export interface RawStream {
  readonly index: number;
  readonly codec_type?: string;
  readonly codec_name?: string;
  readonly width?: number;
  readonly height?: number;
  readonly pix_fmt?: string;
  readonly sample_aspect_ratio?: string;
  readonly avg_frame_rate?: string;
  readonly r_frame_rate?: string;
  readonly time_base?: string;
  readonly start_pts?: number;
  readonly duration_ts?: number;
  /** Where packets were counted. */
  readonly nb_read_packets?: string;
  readonly field_order?: string;
  readonly color_range?: string;
  readonly color_space?: string;
  readonly color_transfer?: string;
  readonly color_primaries?: string;
  readonly channels?: number;
  readonly channel_layout?: string;
  readonly sample_rate?: string;
  readonly disposition?: {
    readonly default?: number;
    readonly attached_pic?: number;
    readonly timed_thumbnails?: number;
  };
  readonly tags?: { readonly alpha_mode?: string };
  readonly side_data_list?: readonly { readonly rotation?: number }[];
}
