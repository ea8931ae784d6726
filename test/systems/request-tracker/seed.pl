# Data file for rt-setup-database --action insert --datafile: everything the
# integration needs, created only where it is missing (safe to run again).
# Reads: SEED_QUEUE SEED_USER SEED_PASSWORD SEED_AGENT_PASSWORD SEED_TOKEN_FILE SEED_MAIL
#        SEED_HOOK (the hook's directory, its lib in PERL5LIB) SEED_HOOK_SETTINGS (its settings file)
use strict;
use warnings;

our @Final = ( sub {
    my $su   = RT->SystemUser;
    my $need = sub { my ( $what, $ok, $msg ) = @_; die "$what: $msg\n" unless $ok; $ok };

    my $queue = RT::Queue->new($su);
    $queue->Load( $ENV{SEED_QUEUE} );
    $need->( queue => $queue->Create(
        Name => $ENV{SEED_QUEUE}, Description => 'Old desk: support', SLADisabled => 0,
    ) ) unless $queue->id;

    # the hook brings its own fields and scrip; this one is the desk's own
    require Sagadesk::Desk;
    my ( $code, $prepare ) = map { local ( @ARGV, $/ ) = "$ENV{SEED_HOOK}/$_"; scalar <> } 'scrip.pl', 'prepare.pl';
    print "$_\n" for Sagadesk::Desk::install_hook(
        code => $code, prepare => $prepare, settings_file => $ENV{SEED_HOOK_SETTINGS},
        key_field => 'External Key', comment_field => 'External Comment',
        sla_fields => [ 'Service contract', 'Reaction due', 'Resolution due', 'Service', 'Organisation', 'Requester' ],
    );
    my $catalog = RT::Catalog->new($su);
    $catalog->Load('Contracts');
    $need->( 'catalog Contracts' => $catalog->Create( Name => 'Contracts' ) ) unless $catalog->id;
    my $contract = RT::CustomField->new($su);
    $contract->LoadByName( Name => 'Contract', LookupType => 'RT::Queue-RT::Ticket' );
    if ( !$contract->id ) {
        $need->( 'field Contract' => $contract->Create(
            Name => 'Contract', Type => 'SelectSingle', MaxValues => 1, LookupType => 'RT::Queue-RT::Ticket',
        ) );
        $need->( 'apply Contract' => $contract->AddToObject( RT::Queue->new($su) ) );
        $need->( "value $_" => $contract->AddValue( Name => $_ ) ) for qw(none standard premium);
    }

    my $agents = RT::Group->new($su);
    $agents->LoadUserDefinedGroup('Agents');
    $need->( group => $agents->CreateUserDefinedGroup( Name => 'Agents' ) ) unless $agents->id;
    my $everyone = RT::Group->new($su);
    $everyone->LoadSystemInternalGroup('Everyone');
    my $give = sub {
        my ( $principal, @rights ) = @_;
        for my $right (@rights) {
            next if $principal->PrincipalObj->HasRight( Right => $right, Object => RT->System );
            $need->( "right $right" =>
                $principal->PrincipalObj->GrantRight( Right => $right, Object => RT->System ) );
        }
    };
    $give->( $agents, qw(
        SeeQueue ShowTicket CreateTicket ModifyTicket DeleteTicket OwnTicket TakeTicket StealTicket
        ReassignTicket ReplyToTicket CommentOnTicket ShowTicketComments ShowOutgoingEmail Watch
        WatchAsAdminCc SeeCustomField ModifyCustomField ShowCatalog ShowAsset CreateAsset ModifyAsset
        SeeGroup ShowUserHistory
    ) );

    # what a client may do: open tickets, see and answer the own ones
    $give->( $everyone, qw(CreateTicket) );
    my $requestors = RT::Group->new($su);
    $requestors->LoadRoleGroup( Object => RT->System, Name => 'Requestor' );
    $give->( $requestors, qw(SeeQueue ShowTicket ReplyToTicket SeeCustomField) );

    my %user = (
        $ENV{SEED_USER} => { Password => $ENV{SEED_PASSWORD}, RealName => 'Integration', Agent => 1,
                             Rights => [qw(AdminUsers ManageAuthTokens)] },
        olga  => { Password => $ENV{SEED_AGENT_PASSWORD}, RealName => 'Olga Agent',  Agent => 1 },
        pavel => { Password => $ENV{SEED_AGENT_PASSWORD}, RealName => 'Pavel Agent', Agent => 1 },
        narrow => { Password => $ENV{SEED_AGENT_PASSWORD}, RealName => 'Integration without AdminUsers', Agent => 1 },
        anna  => { Password => $ENV{SEED_AGENT_PASSWORD}, RealName => 'Anna Client' },
    );
    my %made;
    for my $name ( sort keys %user ) {
        my $u = $made{$name} = RT::User->new($su);
        $u->Load($name);
        if ( !$u->id ) {
            $need->( "user $name" => $u->Create(
                Name => $name, EmailAddress => "$name\@olddesk.example", RealName => $user{$name}{RealName},
                Password => $user{$name}{Password}, Privileged => $user{$name}{Agent} ? 1 : 0,
                Lang => 'en', Timezone => 'UTC',    # messages and search dates follow these
            ) );
        }
        elsif ( !$u->IsPassword( $user{$name}{Password} ) ) {
            $need->( "password $name" => $u->SetPassword( $user{$name}{Password} ) );
        }
        next unless $user{$name}{Agent};
        $agents->AddMember( $u->PrincipalId ) unless $agents->HasMember( $u->PrincipalId );
        $give->( $u, @{ $user{$name}{Rights} || [] } );
    }

    # One token each, kept in a file: RT shows it only when it is made.
    my $tokened = sub {
        my ( $owner, $file ) = @_;
        my $token = do { local ( @ARGV, $/ ) = $file; -s $ARGV[0] ? <> : '' };
        chomp $token;
        my ( $uid, $secret ) = RT::AuthToken->ParseAuthString($token);
        my $tokens = RT::AuthTokens->new($su);
        $tokens->Limit( FIELD => 'Owner', VALUE => $owner->id );
        while ( my $t = $tokens->Next ) { return if $secret && $t->IsToken($secret) }
        my ( $id, $msg, $text ) = RT::AuthToken->new($su)->Create(
            Owner => $owner->id, Description => 'ticket synchronisation' );
        $need->( token => $id, $msg );
        umask 077;
        open my $fh, '>', $file or die "$file: $!";
        print $fh "$text\n";
        close $fh;
    };
    $tokened->( $made{ $ENV{SEED_USER} }, $ENV{SEED_TOKEN_FILE} );
    $tokened->( $made{narrow}, "$ENV{SEED_TOKEN_FILE}-narrow" );

    # Notification mail is most of the cost of every change.
    my $scrips = RT::Scrips->new($su);
    $scrips->{find_disabled_rows} = 1;
    $scrips->UnLimit;
    while ( my $s = $scrips->Next ) {
        next unless $s->Description =~ /Notify|Autoreply/;
        my $off = $ENV{SEED_MAIL} ? 0 : 1;
        $need->( 'mail scrip' => $s->SetDisabled($off) ) if !!$s->Disabled != !!$off;
    }
} );
1;
