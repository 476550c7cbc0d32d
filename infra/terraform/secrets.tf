# Made anew in every run, and used only in the run that raises credentials_version: one run, one set of passwords.
ephemeral "random_password" "database" {
  length  = 40
  special = false
}

ephemeral "random_password" "redis" {
  length  = 40
  special = false
}

ephemeral "random_password" "internal_api_token" {
  length  = 40
  special = false
}

resource "aws_secretsmanager_secret" "this" {
  name_prefix = "${var.name}-"
  description = "Secret settings of ${var.name}, one key for each"
}

# The keys are the settings' names, as the chart's `secret.keys` has them.
resource "aws_secretsmanager_secret_version" "this" {
  secret_id                = aws_secretsmanager_secret.this.id
  secret_string_wo_version = var.credentials_version
  secret_string_wo = jsonencode({
    DATABASE_URL       = "postgresql://${aws_db_instance.this.username}:${ephemeral.random_password.database.result}@${aws_db_instance.this.endpoint}/${aws_db_instance.this.db_name}?sslmode=verify-full"
    REDIS_URL          = "rediss://:${ephemeral.random_password.redis.result}@${aws_elasticache_replication_group.this.primary_endpoint_address}:${aws_elasticache_replication_group.this.port}"
    INTERNAL_API_TOKEN = ephemeral.random_password.internal_api_token.result
  })
}
