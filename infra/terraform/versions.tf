terraform {
  # Write-only arguments and ephemeral resources: no password is ever in a plan or in the state.
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source = "hashicorp/aws"
      # auth_token_wo of ElastiCache.
      version = ">= 6.66, < 7"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.7"
    }
  }
}
