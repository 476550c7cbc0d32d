# What libs/storage sends, and no more; a test compares. The bucket is there already, so nobody may create one, and a
# health check that is refused the list of buckets takes that for an answer.
data "aws_iam_policy_document" "api" {
  # Without it a key that does not exist is answered "forbidden", not "not found".
  statement {
    sid       = "Bucket"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.this.arn]
  }
  # Results are read by clients, through URLs that the API signs with its own rights; uploads are written so.
  statement {
    sid       = "Read"
    actions   = ["s3:GetObject"]
    resources = [for prefix in ["assets/", "uploads/", "outputs/"] : "${aws_s3_bucket.this.arn}/${prefix}*"]
  }
  statement {
    sid       = "Write"
    actions   = ["s3:PutObject", "s3:AbortMultipartUpload", "s3:DeleteObject"]
    resources = [for prefix in ["assets/", "uploads/"] : "${aws_s3_bucket.this.arn}/${prefix}*"]
  }
}

data "aws_iam_policy_document" "worker" {
  statement {
    sid       = "Bucket"
    actions   = ["s3:ListBucket"]
    resources = concat([aws_s3_bucket.this.arn], sort(var.source_bucket_arns))
  }
  # A result may be the source of another composition.
  statement {
    sid     = "Read"
    actions = ["s3:GetObject"]
    resources = concat(
      [for prefix in ["assets/", "outputs/", "parts/"] : "${aws_s3_bucket.this.arn}/${prefix}*"],
      [for arn in sort(var.source_bucket_arns) : "${arn}/*"],
    )
  }
  statement {
    sid       = "Write"
    actions   = ["s3:PutObject", "s3:AbortMultipartUpload"]
    resources = [for prefix in ["outputs/", "parts/"] : "${aws_s3_bucket.this.arn}/${prefix}*"]
  }
  # The janitor's.
  statement {
    sid       = "Delete"
    actions   = ["s3:DeleteObject"]
    resources = [for prefix in ["outputs/", "parts/", "uploads/"] : "${aws_s3_bucket.this.arn}/${prefix}*"]
  }
}
