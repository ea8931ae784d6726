# See install.sh.
use strict;
use warnings;
use File::Basename qw(dirname);
use Getopt::Long qw(GetOptions);
use RT;
use Sagadesk::Desk qw(install_hook remove_hook);
use Sagadesk::Settings qw(save_settings);

my $usage = <<'X';
install.sh --url URL --secret-file FILE [options]   install or update
install.sh --remove                                 take the scrip and the settings out; the fields stay
  --url URL            the front's address for this system: https://front.example/webhooks/helpdesk
  --secret-file FILE   its first line is the webhookSecret that the front's configuration has for this system
  --queue NAME         tell only of this queue, and of tickets that carry a number of the front (may be repeated)
  --timeout SECONDS    how long RT waits for the front's answer; 2
  --key-field NAME     ticket field for the front's number; "External Key"
  --sla-field NAME     ticket field in which the front shows contract or deadline (may be repeated); none
  --comment-field NAME field on comments and replies for the front's id; "External Comment"
X

my %opt = ( timeout => 2, 'key-field' => 'External Key', 'comment-field' => 'External Comment', queue => [], 'sla-field' => [] );
GetOptions( \%opt, qw(url=s secret-file=s queue=s@ timeout=f key-field=s comment-field=s sla-field=s@ remove help) )
    or die "\n$usage";
if ( $opt{help} ) { print $usage; exit 0 }
die "I do not understand: @ARGV\n\n$usage" if @ARGV;
check( \%opt ) unless $opt{remove};

RT->LoadConfig;
RT->Config->Set( LogToSTDERR => 'error' );
RT->Init;
$SIG{__DIE__} = 'DEFAULT';    # RT's own would say everything twice
my $file = settings_dir() . '/sagadesk-webhook.json';
print "$_\n" for $opt{remove} ? remove() : install();

sub check {
    my ($given) = @_;
    die "--url is missing or is no http(s) address\n\n$usage" unless ( $given->{url} || '' ) =~ m{^https?://[^\s/]+/\S+$};
    die "--timeout must lie between 0.1 and 30 seconds\n"     unless $given->{timeout} >= 0.1 && $given->{timeout} <= 30;
    die "--secret-file is missing\n\n$usage"                  unless defined $given->{'secret-file'};
    open my $in, '<:raw', $given->{'secret-file'} or die "--secret-file $given->{'secret-file'}: $!\n";
    my $line = <$in> // '';
    utf8::decode($line) or die "--secret-file $given->{'secret-file'}: its first line is not UTF-8\n";
    ( $given->{secret} ) = $line =~ /^\x{FEFF}?\s*(.*?)\s*$/;
    die "--secret-file $given->{'secret-file'}: its first line is empty\n" unless length $given->{secret};
}

# Where RT itself looks for RT_SiteConfig.d.
sub settings_dir {
    return $ENV{RT_SITE_CONFIG_DIR} if $ENV{RT_SITE_CONFIG_DIR};
    my ($found) = grep { -d } map {"$_/RT_SiteConfig.d"} $RT::LocalEtcPath, $RT::EtcPath;
    return $found || die "RT has no RT_SiteConfig.d under $RT::LocalEtcPath: create it, or set RT_SITE_CONFIG_DIR\n";
}

sub install {
    my @said = install_hook(
        code          => text_of('scrip.pl'),
        prepare       => text_of('prepare.pl'),
        settings_file => $file,
        key_field     => $opt{'key-field'},
        comment_field => $opt{'comment-field'},
        sla_fields    => $opt{'sla-field'},
        queues        => $opt{queue},
    );
    save_settings(
        $file,
        url       => $opt{url},
        secret    => $opt{secret},
        timeout   => $opt{timeout},
        queues    => $opt{queue},
        key_field => $opt{'key-field'},
        group     => web_group(),
    );
    return ( @said, "settings: $file (in force at once)" );
}

sub remove {
    my @said = remove_hook();
    push @said, "removed $file" if unlink $file;
    return @said;
}

sub text_of {
    my ($name) = @_;
    my $path = dirname(__FILE__) . "/$name";
    open my $in, '<:encoding(UTF-8)', $path or die "$path: $!\n";
    local $/;
    return scalar <$in>;
}

# The web server's group may read RT's own settings: the hook's belong to the same group.
sub web_group {
    my $config = $ENV{RT_SITE_CONFIG} || "$RT::LocalEtcPath/RT_SiteConfig.pm";
    return ( stat $config )[5];
}
