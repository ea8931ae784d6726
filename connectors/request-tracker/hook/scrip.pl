# Commit code of a "User Defined" scrip action, kept in RT's database by install.sh; the path below is filled in there.
# It runs inside the request that made the change, before the database commit, once for every transaction, and tells the
# front that there is something to read. It never fails the request. While it waits, the request and every other writer
# waits: hence the short time-out, and no second try (the front polls as well).
my $file     = '@SETTINGS_FILE@';
my $settings = do {
    require JSON;
    open my $in, '<:raw', $file or do { RT->Logger->error("Sagadesk hook: $file: $!"); return 1 };
    local $/;
    eval { JSON->new->utf8->decode( scalar <$in> ) } || {};
};
my $url = $settings->{url} or return 1;
my $ticket = $self->TicketObj;
return 1 if ( $ticket->Type || 'ticket' ) ne 'ticket';    # reminders and approvals are tickets, too
require LWP::UserAgent;
require Digest::SHA;

my $by_id = sub {
    my ( $class, $id ) = @_;
    return undef unless defined $id && length $id;
    my $record = $class->new( RT->SystemUser );
    $record->Load($id);
    return $record;
};
my $name = sub { my $record = $by_id->(@_); $record && $record->Name };
my $iso  = sub { my $date = shift; $date->Unix > 0 ? $date->W3CDTF( Timezone => 'UTC' ) : undef };

my $txn = $by_id->( 'RT::Transaction', $self->TransactionObj->id );
my ( $type, $field, $old, $new ) = ( $txn->Type, $txn->Field || '', $txn->OldValue, $txn->NewValue );
my @queues = $ticket->QueueObj->Name;
if ( $type eq 'CustomField' ) {
    # long values are kept in another table, the columns are then empty
    my $long = sub { my $value = $by_id->( 'RT::ObjectCustomFieldValue', shift ); $value && $value->Content };
    $old   = $long->( $txn->OldReference ) if !defined $old && $txn->OldReference;
    $new   = $long->( $txn->NewReference ) if !defined $new && $txn->NewReference;
    $field = 'CF.{' . $name->( 'RT::CustomField', $field ) . '}';
}
elsif ( $field eq 'Owner' || $type =~ /Watcher$/ ) {
    ( $old, $new ) = map { $name->( 'RT::User', $_ ) } $old, $new;
}
elsif ( $field eq 'Queue' ) {
    ( $old, $new ) = map { $name->( 'RT::Queue', $_ ) } $old, $new;
    push @queues, $old;
}

# Restricted to queues: still tell of a ticket that carries a number of the front, wherever it was moved.
my $key  = $ticket->FirstCustomFieldValue( $settings->{key_field} || 'External Key' );
my %told = map { lc $_ => 1 } @{ $settings->{queues} || [] };
return 1 if %told && !( defined $key && length $key ) && !grep { $told{ lc( $_ || '' ) } } @queues;

my $body = JSON->new->utf8->canonical->encode( {
    ticket       => $ticket->id + 0,
    queue        => $queues[0],
    status       => $ticket->Status,
    external_key => $key,
    last_updated => $iso->( $ticket->LastUpdatedObj ),
    changes      => [ {
        transaction => $txn->id + 0,
        type        => $type,
        field       => length $field ? $field : undef,
        old         => $old,
        new         => $new,
        creator     => $name->( 'RT::User', $txn->Creator ),
        created     => $iso->( $txn->CreatedObj ),
    } ],
} );
my $time   = time;
my $secret = $settings->{secret} // '';
utf8::encode($secret);    # the digest works on bytes, and dies on a letter above 255
my $sign   = Digest::SHA::hmac_sha256_hex( "$time.$body", $secret );
my $answer = LWP::UserAgent->new( timeout => $settings->{timeout} || 2, max_redirect => 0, env_proxy => 0 )->post(
    $url,
    'Content-Type'   => 'application/json; charset=utf-8',
    'X-RT-Timestamp' => $time,
    'X-RT-Signature' => "sha256=$sign",
    Content          => $body,
);
RT->Logger->error( 'Sagadesk hook: ticket ' . $ticket->id . ' was not told: ' . $answer->status_line )
    unless $answer->is_success;
return 1;
