#!/usr/bin/env bash
# Pre-run command of Pulumi Deployments:  bash delivery/signIn.sh DEPLOY_ROLE_ARN PREVIEW_ROLE_ARN
#
# The settings of a stack hold one role for all operations, which would be the deploy role for the
# preview of a pull request, too. So they hold none, and the operation chooses here. This file is the
# pull request's to change and decides nothing: each role trusts the operation in the token's subject
# (bootstrap/account.yaml), and a preview's token is refused by the deploy role.
set -euo pipefail

deploy_role=$1
preview_role=$2
token=${HYPERPOD_TEAMS_TOKEN_FILE:-/mnt/pulumi/pulumi.oidc}

case "$PULUMI_CI_OPERATION" in
update)
    assume=deploy
    role=$deploy_role
    ;;
preview | refresh | detect-drift)
    assume=preview
    role=$preview_role
    ;;
*)
    echo "operation \"$PULUMI_CI_OPERATION\" has no role here; expected update, preview, refresh or detect-drift" >&2
    exit 1
    ;;
esac

# Each pre-run command has a shell of its own: what is to last is written down. The file that
# AWS_CONFIG_FILE names is read by the providers and by "aws eks get-token" alike.
mkdir -p "$(dirname "$AWS_CONFIG_FILE")"
cat >"$AWS_CONFIG_FILE" <<PROFILE
[default]
role_arn = $role
web_identity_token_file = $token
role_session_name = hyperpod-teams-$assume-${PULUMI_CI_BUILD_NUMBER:-0}
PROFILE

pulumi config set hyperpod-teams:assume "$assume" \
    --stack "$PULUMI_CI_ORGANIZATION/$PULUMI_CI_PROJECT/$PULUMI_CI_STACK"
